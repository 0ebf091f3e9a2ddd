import { uglyCsv } from '@engawa/sample-town/town';
import type { Page } from '@playwright/test';
import type { Clerk } from '../clerk.ts';
import { expect } from '../journey.ts';
import { looker, roomName } from './prepared-room.ts';
import { chooses, opens, over, type Screen } from './screen.ts';

type Role = Parameters<Page['getByRole']>[0];

const admin = (name: string, path: string, what: Role = 'row'): Screen => ({
  name: `管理 ${name}`,
  at: `/admin/${path}`,
  show: async ({ page }) => {
    await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toHaveText(name);
    // The first row of a table is its head.
    await expect(page.getByRole('main').getByRole(what).nth(1)).toBeVisible();
  },
});

const people = '/admin/people';

async function personMenu({ page }: Clerk): Promise<void> {
  await page.getByRole('searchbox', { name: 'さがす' }).fill(looker.replace(' ', ''));
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.getByRole('button', { name: `${looker}さんにできること` }).click();
  await expect(page.getByRole('menu')).toBeVisible();
}

async function person(clerk: Clerk, item: RegExp): Promise<void> {
  await personMenu(clerk);
  await chooses(clerk, item);
}

async function chooseList({ page }: Clerk, button: RegExp, name: string, bytes: Uint8Array): Promise<void> {
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await asked).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(bytes) });
}

/** 管理, for somebody who holds every role. */
export const administration: Screen[] = [
  // For others a single room stands behind it, and stands there itself.
  over(
    'その他',
    '/settings',
    ({ page }) =>
      opens(
        page.getByRole('navigation', { name: '部屋' }).getByRole('button', { name: 'その他' }),
        page.getByRole('menu'),
      ),
    { only: 'phone' },
  ),
  admin('職員とログイン', 'people'),
  over('職員にできること', people, personMenu),
  over('番号を出すか', people, (clerk) => person(clerk, /^番号を出す/)),
  over('番号', people, async (clerk) => {
    await person(clerk, /^番号を出す/);
    await clerk.page.getByRole('dialog').getByRole('button', { name: '番号を出す' }).click();
    await expect(clerk.page.getByRole('dialog')).toContainText('1回だけ使えます');
  }),
  over('ログイン中の端末', people, (clerk) => person(clerk, /^ログイン中の端末/)),
  over('利用を止めるか', people, (clerk) => person(clerk, /^利用を止める/)),
  admin('役割', 'roles', 'listitem'),
  over('役割を加える', '/admin/roles', async ({ page }) => {
    await page.getByRole('button', { name: '記録を見る人を加える' }).click();
    await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible();
  }),
  admin('機密性と接続元', 'labels'),
  over('機密性の名前', '/admin/labels', ({ page }) =>
    opens(page.getByRole('button', { name: /^名前を変える/ }).first(), page.getByRole('dialog')),
  ),
  admin('スタンプ', 'stamps'),
  admin('伏せた発言', 'redactions'),
  over('原文', '/admin/redactions', async ({ page }) => {
    const row = page.getByRole('row').filter({ hasText: roomName }).first();
    await row.getByRole('button', { name: '原文を開く' }).click();
    await expect(page.getByRole('dialog')).toContainText('旭町イ200番地');
  }),
  admin('記録', 'audit'),
  admin('市の設定', 'hall', 'textbox'),
  admin('内線表の取り込み', 'import', 'button'),
  {
    name: '管理 予定と当番の取り込み',
    at: '/admin/plans',
    show: ({ page }) => expect(page.getByRole('button', { name: 'CSVファイルを選ぶ' })).toBeVisible(),
  },
  {
    name: '取り込む前',
    at: '/admin/import',
    show: async (clerk) => {
      await chooseList(clerk, /ファイルを選ぶ$/, '内線表_書式違い.csv', uglyCsv());
      await expect(clerk.page.getByRole('term').filter({ hasText: '変わらない人' })).toBeVisible({
        timeout: 20_000,
      });
    },
  },
  {
    name: '取り込む前の課・係',
    at: '/admin/import',
    show: async ({ page }) => {
      await page.getByRole('tab', { name: /^課・係/ }).click();
      await expect(page.getByRole('tab', { name: /^課・係/ })).toHaveAttribute('aria-selected', 'true');
    },
  },
];
