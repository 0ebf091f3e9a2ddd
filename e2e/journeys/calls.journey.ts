import { newId } from '@engawa/db/id';
import { noMedia } from '@engawa/infra/test-media';
import type { Clerk } from '../stage/clerk.ts';
import { faultsFor } from '../stage/axe.ts';
import { expect } from '../stage/journey.ts';
import { killLiveKit, killServer } from '../stage/kill.ts';
import { journeyIn } from '../stage/own-house.ts';
import { hears } from '../stage/voices.ts';

// LiveKit and the server are killed on the way, which the other stories of the town would notice.
const journey = journeyIn({ args: ['--demo'], env: { MEDIA: 'on' } });
journey.skip(noMedia !== undefined, noMedia ?? '');

// Voices are measured, and whole products come back.
journey.setTimeout(240_000);

const [first, second] = [440, 620];
const ringOf = (clerk: Clerk) => clerk.page.getByRole('region', { name: '内線' });
const panelOf = (clerk: Clerk) => clerk.page.getByRole('complementary', { name: '通話' });

/** Finds a person as everybody does, and rings. */
async function call(clerk: Clerk, name: string): Promise<void> {
  await clerk.page.getByRole('link', { name: '職員' }).click();
  await clerk.page.getByRole('textbox', { name: '職員をさがす' }).fill(name);
  await expect(clerk.page.getByRole('option')).toHaveCount(1);
  await clerk.page.keyboard.press('Enter');
  await clerk.page.getByRole('button', { name: 'かける', exact: true }).click();
  await expect(panelOf(clerk)).toContainText('呼び出しています');
}

journey('上野さんがかけ、三台のどれかで小野さんが出て話し、読み直しても続く', async ({ speak, enter }) => {
  const ueno = await speak('上野 玲子', first);
  const ono = await speak('小野 萌', second);
  const others = [await enter('小野 萌'), await enter('小野 萌')];

  await journey.step('三台とも鳴り、文字を打つ手は止まらない', async () => {
    await ono.open('収納係');
    await ono.field.fill('打ちかけ');
    await call(ueno, '小野 萌');
    for (const device of [ono, ...others]) {
      await expect(ringOf(device)).toContainText('上野 玲子');
      await expect(ringOf(device)).toContainText(/あと\d+秒で折り返しメモになります/);
    }
    await expect(ono.page).toHaveTitle(/^上野 玲子さんから内線/);
    await expect(ono.field).toBeFocused();
    expect(await faultsFor(ono.page, '鳴っている画面')).toEqual([]);
  });

  await journey.step('一台で出ると、ほかは止まり、互いの声が聞こえる', async () => {
    await ono.page.keyboard.press('Alt+1');
    for (const device of others) await expect(ringOf(device)).toContainText('ほかの端末で出ました');
    await expect(panelOf(ono)).toContainText('通話中');
    await hears(ono.page, ueno.voice);
    await hears(ueno.page, ono.voice);
    await expect(ono.field).toHaveValue('打ちかけ');
    expect(await faultsFor(ono.page, '通話中の画面')).toEqual([]);
  });

  await journey.step('マイクを切ると声は届かず、入れると届く', async () => {
    await ueno.page.keyboard.press('Alt+M');
    await expect(panelOf(ueno).getByRole('button', { name: 'マイク切' })).toBeVisible();
    await hears(ono.page);
    await ueno.page.keyboard.press('Alt+M');
    await hears(ono.page, ueno.voice);
  });

  await journey.step('保留のあいだは聞こえず、相手は保留と知る', async () => {
    await ueno.page.keyboard.press('Alt+H');
    await expect(panelOf(ono)).toContainText('上野 玲子さんが保留にしています');
    await hears(ono.page);
    await hears(ueno.page);
    await panelOf(ueno).getByRole('button', { name: '保留を解く' }).click();
    await hears(ono.page, ueno.voice);
    await hears(ueno.page, ono.voice);
  });

  await journey.step('画面を読み直しても、同じ通話に戻る', async () => {
    await ono.reload();
    await expect(panelOf(ono)).toContainText('通話中', { timeout: 20_000 });
    await hears(ono.page, ueno.voice);
    await hears(ueno.page, ono.voice);
  });

  await journey.step('終えると、どちらも終わる', async () => {
    await panelOf(ueno).getByRole('button', { name: '通話を終える' }).click();
    await expect(panelOf(ono)).toContainText('通話を終えました');
    await expect(panelOf(ono)).toHaveCount(0);
    await hears(ono.page);
  });
});

journey('出られないときは、ことばが届き、折り返しメモが残る', async ({ speak, accounts, enter }) => {
  const ueno = await speak('上野 玲子', first);
  const ono = await speak('小野 萌', second);

  await journey.step('小野さんは「会議中です」と返す', async () => {
    await call(ueno, '小野 萌');
    await expect(ringOf(ono)).toBeVisible();
    await ono.page.keyboard.press('Alt+2');
    await expect(ringOf(ono).getByRole('button', { name: '会議中です' })).toBeVisible();
    await ono.page.keyboard.press('Alt+3');
    await expect(panelOf(ueno)).toContainText('「会議中です」');
    await expect(panelOf(ueno)).toContainText('折り返しメモを残しました');
    expect(await faultsFor(ueno.page, '出られなかった通話の画面')).toEqual([]);
    await expect(ringOf(ono)).toHaveCount(0);
  });

  await journey.step('上野さんは用件を一行そえる', async () => {
    await panelOf(ueno).getByRole('textbox', { name: /用件/ }).fill('納付書の件');
    await panelOf(ueno).getByRole('button', { name: 'そえる' }).click();
    await expect(panelOf(ueno)).toContainText('メモにそえました');
    await panelOf(ueno).getByRole('button', { name: '閉じる' }).click();
  });

  await journey.step('だれも出ないと、決めた秒数で止まる', async () => {
    const { page } = await enter('土田 多恵', { at: '/admin/hall' });
    await page.getByRole('combobox', { name: '電話を鳴らす時間' }).selectOption('10秒');
    await page.getByRole('button', { name: '変える' }).click();
    await expect(page.getByText('変えました')).toBeVisible();
    await call(ueno, '小野 萌');
    await expect(panelOf(ueno)).toContainText('小野 萌さんは出ませんでした', { timeout: 15_000 });
    await expect(ringOf(ono)).toHaveCount(0);
    const admin = await accounts.session('土田 多恵');
    await admin.post('/api/commands/hall:change', { clientId: newId(), ringSeconds: 30 });
  });
});

journey(
  '音声のサーバーが落ちても戻り、呼び出し中にサーバーが落ちても鳴り終わる',
  async ({ speak, accounts, house, watch }) => {
    watch.expect(/net::ERR_|WebSocket connection|status of 50\d/);
    const ueno = await speak('上野 玲子', first);
    const ono = await speak('小野 萌', second);

    await journey.step('通話中に LiveKit が落ち、戻ると声も戻る', async () => {
      await call(ueno, '小野 萌');
      await ringOf(ono).getByRole('button', { name: /^出る/ }).click();
      await hears(ono.page, ueno.voice);
      await killLiveKit(house.data);
      await expect(panelOf(ueno)).toContainText('音声をつなぎ直しています');
      await expect(panelOf(ueno)).toContainText('通話中', { timeout: 40_000 });
      await hears(ono.page, ueno.voice);
      await hears(ueno.page, ono.voice);
      await panelOf(ono).getByRole('button', { name: '通話を終える' }).click();
      await expect(panelOf(ueno)).toHaveCount(0);
    });

    await journey.step('呼び出し中にサーバーが落ちても、出られる', async () => {
      const admin = await accounts.session('土田 多恵');
      await admin.post('/api/commands/hall:change', { clientId: newId(), ringSeconds: 90 });
      await call(ueno, '小野 萌');
      await expect(ringOf(ono)).toBeVisible();
      await killServer(house.data);
      await expect(ueno.status).toHaveText(/つながっています/, { timeout: 60_000 });
      await expect(ono.status).toHaveText(/つながっています/, { timeout: 60_000 });
      await ringOf(ono).getByRole('button', { name: /^出る/ }).click();
      await hears(ono.page, ueno.voice);
      await panelOf(ueno).getByRole('button', { name: '通話を終える' }).click();
      await expect(panelOf(ono)).toHaveCount(0);
    });
  },
);
