import type { Locator } from '@playwright/test';
import type { Clerk } from '../clerk.ts';
import { expect } from '../journey.ts';
import { roomName } from './prepared-room.ts';
import { chooses, closeAll, opens, over, type Screen } from './screen.ts';

const at = '/channels';

/** Opens the room, from wherever in チャット the page is; on a phone the list stands before it. */
async function enterRoom(clerk: Clerk): Promise<void> {
  await expect(clerk.status).toHaveText(/つながっています/, { timeout: 30_000 });
  await toList(clerk);
  await clerk.open(roomName);
  await expect(clerk.timeline.getByRole('article').last()).toBeVisible();
}

async function toList({ page, list }: Clerk): Promise<void> {
  const openList = page.getByRole('button', { name: '一覧を開く' });
  const back = page.getByRole('link', { name: '戻る' });
  await expect(list.or(openList).or(back).first()).toBeVisible();
  if (await back.isVisible()) await back.click();
  if (!(await list.isVisible()) && (await openList.isVisible())) await openList.click();
  await expect(list.or(page.getByRole('dialog', { name: 'チャンネルの一覧' })).first()).toBeVisible();
}

/** The room, entered unless it stands already. */
async function room(clerk: Clerk): Promise<void> {
  const { page } = clerk;
  const standing = page.getByRole('region', { name: `${roomName}の発言` });
  if (!(await standing.isVisible())) await enterRoom(clerk);
}

const mine = (clerk: Clerk) => clerk.rows('あすの打合せで見ます');

async function deed(clerk: Clerk, name: string, row: Locator = mine(clerk)): Promise<Locator> {
  await room(clerk);
  // At the edge it may lie under the day that stays at the top, or its tools beyond the end.
  await row.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await row.hover();
  return row.getByRole('button', { name, exact: true });
}

async function deedInMore(clerk: Clerk, item: string): Promise<void> {
  await (await deed(clerk, 'その他')).click();
  await chooses(clerk, item);
}

async function setting(clerk: Clerk, item: string): Promise<void> {
  await room(clerk);
  await clerk.page.getByRole('button', { name: 'チャンネルの設定' }).click();
  await chooses(clerk, item);
}

async function begin(clerk: Clerk, item: string): Promise<void> {
  await toList(clerk);
  await clerk.page.getByRole('button', { name: '新しく始める' }).click();
  await chooses(clerk, item);
}

async function members(clerk: Clerk): Promise<void> {
  await room(clerk);
  const heading = clerk.page.getByRole('heading', { name: /^メンバー/ });
  const button = clerk.page.getByRole('button', { name: /^メンバー \d+人/ });
  if (!(await heading.isVisible())) await button.click();
  await expect(heading).toBeVisible();
}

const menu = ({ page }: Clerk) => page.getByRole('menu');

/** チャット, and everything that opens on it. */
export const channels: Screen[] = [
  { name: 'チャンネルの一覧', at, only: 'phone', show: toList },
  { name: 'チャット', at, show: enterRoom },
  over('発言の操作', at, async (clerk) => {
    await expect(await deed(clerk, 'その他')).toBeVisible();
  }),
  over('スタンプを選ぶ', at, async (clerk) => opens(await deed(clerk, 'スタンプ'), menu(clerk))),
  over('発言のその他', at, async (clerk) => opens(await deed(clerk, 'その他'), menu(clerk))),
  over('編集履歴', at, (clerk) => deedInMore(clerk, '編集履歴')),
  over('取り消すか', at, (clerk) => deedInMore(clerk, '取り消す')),
  {
    name: '発言を直す',
    at,
    show: async (clerk) => {
      const box = clerk.page.getByRole('textbox', { name: '発言を編集' });
      await opens(await deed(clerk, '編集'), box);
    },
    after: async ({ page }) => page.getByRole('textbox', { name: '発言を編集' }).press('Escape'),
  },
  {
    name: '引用して書く',
    at,
    show: async (clerk) => {
      const drop = clerk.page.getByRole('button', { name: '引用をやめる' });
      await opens(await deed(clerk, '引用'), drop);
    },
    after: async ({ page }) => page.getByRole('button', { name: '引用をやめる' }).click(),
  },
  {
    name: 'あて先',
    at,
    show: async (clerk) => {
      await room(clerk);
      await clerk.field.fill('');
      await clerk.field.pressSequentially('確認です＠');
      await expect(clerk.page.getByRole('listbox', { name: 'あて先の候補' })).toBeVisible();
    },
    after: async ({ field }) => {
      await field.press('Escape');
      await field.fill('');
    },
  },
  {
    name: '書けない文',
    at,
    show: async (clerk) => {
      await room(clerk);
      await clerk.field.fill('番号は 123456789018 です');
      await expect(clerk.page.getByText('個人番号は、決められた事務のほかでは書けません')).toBeVisible();
    },
    after: ({ field }) => field.fill(''),
  },
  over(
    '書き方',
    at,
    async (clerk) => {
      await room(clerk);
      const button = clerk.page.getByRole('button', { name: '書き方' });
      await opens(button, clerk.page.getByRole('dialog', { name: '書き方' }));
    },
    { only: 'pc' },
  ),
  over('チャンネルの設定', at, async (clerk) => {
    await room(clerk);
    await opens(clerk.page.getByRole('button', { name: 'チャンネルの設定' }), menu(clerk));
  }),
  over('チャンネルを変える', at, (clerk) => setting(clerk, '設定を変える')),
  over('しまうか', at, (clerk) => setting(clerk, 'しまう')),
  over('退出するか', at, (clerk) => setting(clerk, '退出する')),
  { name: 'メンバー', at, show: members, after: closeAll },
  over('メンバーの操作', at, async (clerk) => {
    await members(clerk);
    await clerk.page.getByRole('listitem').filter({ hasText: '橋本 桃子' }).last().hover();
    await opens(clerk.page.getByRole('button', { name: '橋本 桃子さんの操作' }), menu(clerk));
  }),
  over('部屋から外すか', at, async (clerk) => {
    await members(clerk);
    await clerk.page.getByRole('listitem').filter({ hasText: '橋本 桃子' }).last().hover();
    await clerk.page.getByRole('button', { name: '橋本 桃子さんの操作' }).click();
    await chooses(clerk, 'この部屋から外す');
  }),
  over('人を加える', at, async (clerk) => {
    await members(clerk);
    await clerk.page.getByRole('button', { name: '人を加える' }).click();
    await clerk.page.getByRole('combobox', { name: /名前・よみ/ }).fill('おお');
    await expect(clerk.page.getByRole('option').first()).toBeVisible();
  }),
  over('新しく始める', at, async (clerk) => {
    await toList(clerk);
    await opens(clerk.page.getByRole('button', { name: '新しく始める' }), menu(clerk));
  }),
  over('個人あてに書く', at, (clerk) => begin(clerk, '個人あてに書く')),
  over('チャンネルをさがす', at, (clerk) => begin(clerk, 'チャンネルをさがす')),
  over('チャンネルをつくる', at, async (clerk) => {
    await begin(clerk, 'チャンネルをつくる');
    const dialog = clerk.page.getByRole('dialog', { name: 'チャンネルをつくる' });
    await dialog.getByRole('button', { name: 'つくる' }).click();
    await expect(dialog).toContainText('入力してください');
  }),
  over('フォルダーをつくる', at, (clerk) => begin(clerk, 'フォルダーをつくる')),
  over(
    '一覧の行の操作',
    at,
    async (clerk) => {
      await toList(clerk);
      await clerk.list.getByRole('listitem').filter({ hasText: roomName }).hover();
      await opens(clerk.list.getByRole('button', { name: `${roomName}の操作` }), menu(clerk));
    },
    { only: 'pc' },
  ),
];

/** With the line cut: what waits, and what is asked before it would be lost. It ends the page's story. */
export const cut: Screen[] = [
  {
    name: '切れている',
    at,
    show: async (clerk) => {
      await room(clerk);
      await clerk.context.setOffline(true);
      await clerk.field.fill('切れている間に書きました');
      await clerk.page.getByRole('button', { name: '送信', exact: true }).click();
      await expect(clerk.rows('送信待ち').last()).toBeVisible();
      await expect(clerk.page.getByText('庁内につながっていません').first()).toBeVisible();
    },
    after: async (clerk) => {
      await clerk.context.setOffline(false);
      await expect(clerk.rows('送信待ち')).toHaveCount(0, { timeout: 30_000 });
    },
  },
];
