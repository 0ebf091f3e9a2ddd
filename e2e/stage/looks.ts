import type { BrowserContextOptions } from '@playwright/test';

/** The ways a screen is looked at. */
export type Look = { name: string; options: BrowserContextOptions; textSize: 16 | 20; isPhone: boolean };

const pc = { width: 1366, height: 768 };

export const looks: Look[] = [
  { name: '明るい', options: { viewport: pc, colorScheme: 'light' }, textSize: 16, isPhone: false },
  { name: '暗い', options: { viewport: pc, colorScheme: 'dark' }, textSize: 16, isPhone: false },
  { name: '文字20', options: { viewport: pc, colorScheme: 'light' }, textSize: 20, isPhone: false },
  {
    name: '電話',
    options: { viewport: { width: 390, height: 844 }, colorScheme: 'light', hasTouch: true },
    textSize: 16,
    isPhone: true,
  },
];
