import type { Page } from '@playwright/test';
import { expect } from '../journey.ts';
import type { Clerk } from '../clerk.ts';
import { heading, closeAll, opens, over, type Screen } from './screen.ts';

const stands = ({ page }: Clerk) => expect(page.getByRole('group', { name: '明るさ' })).toBeVisible();

const boardStands = ({ page }: Clerk) =>
  expect(page.getByRole('listitem').filter({ hasText: '在席' }).first()).toBeVisible();

/** 設定, 職員 and 案内板, and what opens over every screen. */
export const rooms: Screen[] = [
  { name: '設定', at: '/settings', show: stands },
  over('さがす', '/settings', async (clerk) => {
    await stands(clerk);
    await clerk.page.keyboard.press('Control+k');
    await clerk.page.getByRole('combobox', { name: /さがす/ }).fill('おおに');
    await expect(clerk.page.getByRole('option', { name: /大西/ }).first()).toBeVisible();
  }),
  over('キー', '/settings', async (clerk) => {
    await stands(clerk);
    await clerk.page.keyboard.press('Control+/');
    await expect(clerk.page.getByRole('dialog', { name: 'キーの一覧' })).toBeVisible();
  }),
  over('お知らせ', '/settings', ({ page }) =>
    opens(page.getByRole('button', { name: /^お知らせ/ }), page.getByRole('dialog', { name: 'お知らせ' })),
  ),
  over('自分のメニュー', '/settings', ({ page }) =>
    opens(page.getByRole('button', { name: '自分のメニュー' }), page.getByRole('menu')),
  ),
  over('自分の行き先', '/settings', ({ page }) =>
    opens(page.getByRole('button', { name: /^自分の行き先/ }), page.getByRole('menu')),
  ),
  {
    name: '通話の記録',
    at: '/calls',
    show: ({ page }) => expect(page.getByText('終わった通話は、まだありません。')).toBeVisible(),
  },
  { name: '案内板', at: '/board', show: boardStands },
  over('行き先を書く', '/board', async (clerk) => {
    await boardStands(clerk);
    await opens(
      clerk.page.getByRole('button', { name: '自分の行き先を書く' }),
      clerk.page.getByRole('dialog'),
    );
  }),
  over('映す課', '/board', async (clerk) => {
    await boardStands(clerk);
    await opens(
      clerk.page.getByRole('button', { name: /^映す課/ }),
      clerk.page.getByRole('group', { name: '映す課' }),
    );
  }),
  {
    name: '壁の案内板',
    at: '/board/wall',
    only: 'pc',
    show: ({ page }) => expect(page.getByText('在席').first()).toBeVisible(),
  },
  { name: '職員', at: '/people', show: ({ page }) => expect(page.getByRole('option').first()).toBeVisible() },
  {
    name: '課・係',
    at: '/people',
    only: 'phone',
    show: ({ page }) =>
      opens(
        page.getByRole('button', { name: '課・係', exact: true }),
        page.getByRole('button', { name: '総務部の中を見る' }),
      ),
    after: closeAll,
  },
  {
    name: '名札',
    at: '/people',
    show: async ({ page }) => {
      const back = page.getByRole('link', { name: '戻る' });
      if (await back.isVisible()) await back.click();
      await page.getByRole('textbox', { name: '職員をさがす' }).fill('大西佐和子');
      await page.getByRole('option', { name: /大西 佐和子/ }).click();
      await expect(page.getByRole('heading', { name: '大西 佐和子' })).toBeVisible();
      await expect(page.getByText('直通').or(page.getByText('職員番号')).first()).toBeVisible();
    },
  },
  { name: '係の電話', at: '/calls/section', show: heading('いまかかっている電話') },
  {
    name: '電話メモ',
    at: '/memos',
    show: ({ page }) => expect(page.getByRole('tab', { name: /自分あて/ })).toBeVisible(),
  },
  over('メモを書く', '/memos', ({ page }) =>
    opens(
      page.getByRole('button', { name: 'メモを書く' }),
      page.getByRole('dialog', { name: '電話メモを書く' }),
    ),
  ),
  {
    name: '電話メモの中',
    at: '/memos?tab=asked',
    show: async ({ page }) => {
      const row = page.getByRole('option', { name: '見本の用件' });
      const isBefore = page.getByText('頼んだ電話メモはありません');
      await expect(row.or(isBefore).first()).toBeVisible();
      if (await isBefore.isVisible()) await leaveOne(page);
      await row.first().click();
      await expect(page.getByRole('region', { name: 'このメモの流れ' })).toBeVisible();
    },
  },
];

/** A memo to a section, so that there is one to be looked at. */
async function leaveOne(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'メモを書く' }).click();
  await page.getByRole('combobox', { name: 'だれに' }).fill('資産税係');
  await page
    .getByRole('dialog')
    .getByRole('option', { name: /資産税係/ })
    .first()
    .click();
  await page.getByRole('radio', { name: '自分の用' }).check();
  await page.getByRole('textbox', { name: '用件' }).fill('見本の用件');
  await page.getByRole('button', { name: '残す' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}
