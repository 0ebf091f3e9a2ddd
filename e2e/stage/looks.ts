import type { BrowserContextOptions, Page } from '@playwright/test';

/** The ways a screen is looked at. In each of them it is seen in light and in dark colours. */
export type Look = {
  name: string;
  device: 'pc' | 'phone';
  options: BrowserContextOptions;
  textSize: 16 | 20;
};

// Nothing moves: what is looked at stands where it will stay.
const pc = { viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' } as const;
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, reducedMotion: 'reduce' } as const;

export const looks: Look[] = [
  { name: 'PC', device: 'pc', options: pc, textSize: 16 },
  { name: 'PC 文字20', device: 'pc', options: pc, textSize: 20 },
  { name: '電話', device: 'phone', options: phone, textSize: 16 },
  { name: '電話 文字20', device: 'phone', options: phone, textSize: 20 },
];

/** Shows the same page in light colours, then in dark ones, then in light again. */
export async function inBothLights(
  page: Page,
  see: (light: 'light' | 'dark') => Promise<void>,
): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  await see('light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await see('dark');
  await page.emulateMedia({ colorScheme: 'light' });
}
