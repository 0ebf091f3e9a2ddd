import { expect } from './journey.ts';
import type { Clerk } from './clerk.ts';

/** A screen as a person sees it: where it is, and what brings it up. */
export type Screen = {
  name: string;
  at: string;
  /** Waits until it stands, and opens on it what is to be looked at. */
  show: (clerk: Clerk) => Promise<void>;
  /** What it opens is a box of its own over the page before it. */
  over?: string;
};

const heading = (name: string | RegExp) => (clerk: Clerk) =>
  expect(clerk.page.getByRole('heading', { name }).first()).toBeVisible();

const settings = ({ page }: Pick<Clerk, 'page'>) =>
  expect(page.getByRole('group', { name: '明るさ' })).toBeVisible();

/** Before signing in. */
export const outside: Screen[] = [
  {
    name: 'ログイン',
    at: '/sign-in',
    show: ({ page }) => expect(page.getByRole('textbox', { name: '職員番号' })).toBeVisible(),
  },
  { name: 'はじめて', at: '/activate', show: heading(/はじめて使う/) },
  { name: 'わすれた', at: '/forgotten', show: heading(/忘れたとき/) },
  { name: 'ないページ', at: '/nowhere', show: heading('この画面はありません') },
];

const room = '収納係';

async function openRoom(clerk: Clerk): Promise<void> {
  await expect(clerk.status).toHaveText(/つながっています/, { timeout: 30_000 });
  const back = clerk.page.getByRole('link', { name: '戻る' });
  if (await back.isVisible()) await back.click();
  await clerk.open(room);
  await expect(clerk.timeline.getByRole('article').last()).toBeVisible();
}

/** A member of staff, 収納係. */
export const inside: Screen[] = [
  { name: 'チャット', at: '/channels', show: openRoom },
  {
    name: 'あて先',
    at: '/channels',
    show: async (clerk) => {
      await openRoom(clerk);
      await clerk.field.fill('');
      await clerk.field.pressSequentially('確認です＠');
      await expect(clerk.page.getByRole('listbox', { name: 'あて先の候補' })).toBeVisible();
    },
    over: 'Escape',
  },
  {
    name: '書けない文',
    at: '/channels',
    show: async (clerk) => {
      await openRoom(clerk);
      await clerk.field.fill('番号は 123456789018 です');
      await expect(clerk.page.getByText('個人番号は、決められた事務のほかでは書けません')).toBeVisible();
      await clerk.page.waitForTimeout(200);
    },
  },
  { name: '設定', at: '/settings', show: settings },
  { name: '職員', at: '/people', show: ({ page }) => expect(page.getByRole('option').first()).toBeVisible() },
  {
    name: '名札',
    at: '/people',
    show: async ({ page }) => {
      await page.getByRole('textbox', { name: '職員をさがす' }).fill('大西佐和子');
      await page.getByRole('option', { name: /大西 佐和子/ }).click();
      await expect(page.getByRole('heading', { name: '大西 佐和子' })).toBeVisible();
      await expect(page.getByText('直通').or(page.getByText('職員番号')).first()).toBeVisible();
    },
  },
  {
    name: 'さがす',
    at: '/settings',
    show: async ({ page }) => {
      await settings({ page });
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: /さがす/ }).fill('おおに');
      await expect(page.getByRole('option', { name: /大西/ }).first()).toBeVisible();
    },
    over: 'Escape',
  },
  {
    name: 'キー',
    at: '/settings',
    show: async ({ page }) => {
      await settings({ page });
      await page.keyboard.press('Control+/');
      await expect(page.getByRole('dialog', { name: 'キーの一覧' })).toBeVisible();
    },
    over: 'Escape',
  },
  {
    name: 'お知らせ',
    at: '/settings',
    show: async ({ page }) => {
      await page.getByRole('button', { name: /^お知らせ/ }).click();
      await expect(page.getByRole('dialog', { name: 'お知らせ' })).toBeVisible();
    },
    over: 'Escape',
  },
];

const admin = (name: string, path: string): Screen => ({
  name: `管理 ${name}`,
  at: `/admin/${path}`,
  show: async (clerk) => {
    await heading(name)(clerk);
    await expect(clerk.page.getByRole('main').getByRole('heading', { level: 1 })).toHaveText(name);
    await clerk.page.waitForTimeout(300);
  },
});

/** An administrator. */
export const administration: Screen[] = [
  admin('職員とログイン', 'people'),
  admin('役割', 'roles'),
  admin('機密性と接続元', 'labels'),
  admin('スタンプ', 'stamps'),
  admin('伏せた発言', 'redactions'),
  admin('記録', 'audit'),
  admin('市の設定', 'hall'),
];
