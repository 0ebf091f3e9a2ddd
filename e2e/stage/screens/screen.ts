import type { Locator } from '@playwright/test';
import type { Clerk } from '../clerk.ts';
import { expect } from '../journey.ts';

/** A screen as a person sees it: where it is, and what brings it up. */
export type Screen = {
  name: string;
  at: string;
  /** Waits until it stands, and opens on it what is to be looked at. */
  show: (clerk: Clerk) => Promise<void>;
  /** A dialog or a menu over a screen that is in the table itself; Escape takes it away. */
  isOver?: boolean | undefined;
  /** Leaves it as the next one wants to find it. */
  after?: (clerk: Clerk) => Promise<void>;
  /** Where only one of them has it. */
  only?: 'pc' | 'phone';
};

/** Presses a button and waits for the dialog, menu or other box of this name. */
export async function opens(button: Locator, box: Locator): Promise<void> {
  await button.click();
  await expect(box).toBeVisible();
}

/** A menu's item that leads to a dialog. */
export async function chooses({ page }: Clerk, item: string | RegExp): Promise<void> {
  await page.getByRole('menuitem', { name: item }).click();
  // On a phone it may lie over a drawer.
  await expect(page.getByRole('dialog').last().getByRole('button').first()).toBeVisible();
}

/** Closes what lies over the page: a menu, a dialog, the drawer below it. */
export async function closeAll({ page }: Clerk): Promise<void> {
  await page.keyboard.press('Escape');
  while ((await page.locator('dialog[open]').count()) > 0) await page.keyboard.press('Escape');
}

/** Waits for a heading. */
export const heading = (name: string | RegExp) => (clerk: Clerk) =>
  expect(clerk.page.getByRole('heading', { name }).first()).toBeVisible();

/** A screen over which something opens; the one before it is left as it is. */
export const over = (name: string, at: string, show: Screen['show'], more: Partial<Screen> = {}): Screen => ({
  name,
  at,
  show,
  isOver: true,
  ...more,
});
