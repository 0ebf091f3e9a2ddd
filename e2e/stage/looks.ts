import type { BrowserContextOptions, Page } from '@playwright/test';

/** The ways a screen is looked at. */
export type Look = {
  name: string;
  device: 'pc' | 'phone';
  options: BrowserContextOptions;
  textSize: 16 | 20;
};

// Nothing moves: what is looked at stands where it will stay.
const calm = { colorScheme: 'light', reducedMotion: 'reduce' } as const;
const pc = { viewport: { width: 1366, height: 768 }, ...calm } as const;
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, ...calm } as const;

export const looks: Look[] = [
  { name: 'PC', device: 'pc', options: pc, textSize: 16 },
  { name: 'PC 文字20', device: 'pc', options: pc, textSize: 20 },
  { name: '電話', device: 'phone', options: phone, textSize: 16 },
  { name: '電話 文字20', device: 'phone', options: phone, textSize: 20 },
];

/** Shows the same page in dark colours for a while; without them it is light. */
export async function inDarkness(page: Page, see: () => Promise<void>): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await see();
  await page.emulateMedia({ colorScheme: 'light' });
}
