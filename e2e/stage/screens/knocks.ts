import { expect } from '../journey.ts';
import { opens, over, type Screen } from './screen.ts';

/** What is written before a card stands; the cards themselves are met in their journey. */
export const knocks: Screen[] = [
  over('都合をきく', '/people', async ({ page }) => {
    const back = page.getByRole('link', { name: '戻る' });
    if (await back.isVisible()) await back.click();
    await page.getByRole('textbox', { name: '職員をさがす' }).fill('大西佐和子');
    await page.getByRole('option', { name: /大西 佐和子/ }).click();
    await expect(page.getByRole('heading', { name: '大西 佐和子' })).toBeVisible();
    await opens(
      page.getByRole('button', { name: '都合をきく' }),
      page.getByRole('dialog', { name: /都合をきく/ }),
    );
  }),
  over('外線お待たせ中', '/memos', ({ page }) =>
    opens(
      page.getByRole('button', { name: '外線お待たせ中' }),
      page.getByRole('dialog', { name: '外線のお客様をお待たせしています' }),
    ),
  ),
];
