import { noMedia } from '@engawa/infra/test-media';
import type { Clerk } from '../stage/clerk.ts';
import { faultsFor } from '../stage/axe.ts';
import { expect } from '../stage/journey.ts';
import { journeyIn } from '../stage/own-house.ts';
import { hears } from '../stage/voices.ts';

const journey = journeyIn({ args: ['--demo'], env: { MEDIA: 'on' } });
journey.skip(noMedia !== undefined, noMedia ?? '');
journey.setTimeout(240_000);

const ringOf = (clerk: Clerk) => clerk.page.getByRole('region', { name: '内線' });
const panelOf = (clerk: Clerk) => clerk.page.getByRole('complementary', { name: '通話' });

async function call(clerk: Clerk, name: string): Promise<void> {
  await clerk.page.getByRole('link', { name: '職員' }).click();
  await clerk.page.getByRole('textbox', { name: '職員をさがす' }).fill(name);
  await expect(clerk.page.getByRole('option')).toHaveCount(1);
  await clerk.page.keyboard.press('Enter');
  await clerk.page.getByRole('button', { name: 'かける', exact: true }).click();
  await expect(panelOf(clerk)).toContainText('呼び出しています');
}

/** Finds somebody in the box of the panel. */
async function find(clerk: Clerk, label: string, name: string): Promise<void> {
  const field = panelOf(clerk).getByRole('combobox', { name: label });
  await expect(field).toBeFocused();
  await field.fill(name);
  await expect(panelOf(clerk).getByRole('grid', { name: label }).getByRole('row')).toHaveCount(1);
}

journey('三人で話し、話してから取り次ぎ、すぐ取り次ぎ、記録に残る', async ({ speak }) => {
  const ueno = await speak('上野 玲子', 440);
  const ono = await speak('小野 萌', 620);
  const tsuchida = await speak('土田 多恵', 830);

  await journey.step('小野さんは土田さんを通話に加え、三人の声が互いに聞こえる', async () => {
    await call(ueno, '小野 萌');
    await ringOf(ono).getByRole('button', { name: /^出る/ }).click();
    await hears(ono.page, ueno.voice);
    await panelOf(ono).getByRole('button', { name: '人を加える' }).click();
    await find(ono, 'だれを加えますか', '土田 多恵');
    expect(await faultsFor(ono.page, '人を加える画面')).toEqual([]);
    await ono.page.keyboard.press('Enter');
    await expect(panelOf(ueno)).toContainText('土田 多恵');
    await expect(panelOf(ueno)).toContainText('呼び出しています');
    await expect(ringOf(tsuchida)).toContainText('通話に呼ばれています');
    await expect(ringOf(tsuchida)).toContainText('上野 玲子さんとの通話に加わってほしい');
    expect(await faultsFor(tsuchida.page, '通話に呼ばれた画面')).toEqual([]);
    await tsuchida.page.keyboard.press('Alt+1');
    await hears(tsuchida.page, ueno.voice, ono.voice);
    await hears(ueno.page, ono.voice, tsuchida.voice);
    await hears(ono.page, ueno.voice, tsuchida.voice);
    expect(await faultsFor(ueno.page, '三人の通話の画面')).toEqual([]);
  });

  await journey.step('マイクを切った人は、ほかの二人の画面でそうと分かる', async () => {
    await tsuchida.page.keyboard.press('Alt+M');
    await expect(panelOf(ueno)).toContainText('マイク切');
    await tsuchida.page.keyboard.press('Alt+M');
  });

  await journey.step('小野さんが抜けても、残る二人は話し続ける', async () => {
    await panelOf(ono).getByRole('button', { name: '通話から抜ける' }).click();
    await expect(panelOf(ono)).toHaveCount(0);
    await hears(ueno.page, tsuchida.voice);
    await hears(ono.page);
    await panelOf(ueno).getByRole('button', { name: '通話を終える' }).click();
    await expect(panelOf(tsuchida)).toHaveCount(0, { timeout: 15_000 });
  });

  await journey.step('話してから取り次ぐ', async () => {
    await call(ueno, '小野 萌');
    await ringOf(ono).getByRole('button', { name: /^出る/ }).click();
    await hears(ono.page, ueno.voice);
    await ono.page.keyboard.press('Alt+T');
    await find(ono, 'だれに取り次ぎますか', '土田 多恵');
    await panelOf(ono).getByRole('button', { name: '土田 多恵さんと話してから取り次ぐ' }).click();
    await expect(ringOf(tsuchida)).toContainText('取次');
    await expect(ringOf(tsuchida)).toContainText('上野 玲子さんがお待ちです');
    await tsuchida.page.keyboard.press('Alt+1');
    await hears(tsuchida.page, ueno.voice, ono.voice);
    await panelOf(ono).getByRole('button', { name: '取り次いで抜ける' }).click();
    await hears(ueno.page, tsuchida.voice);
    await hears(tsuchida.page, ueno.voice);
  });

  await journey.step('カメラと画面を見せ、メモを取り、それが電話メモになる', async () => {
    await panelOf(ueno).getByRole('button', { name: 'カメラ切' }).click();
    const camera = panelOf(tsuchida).getByLabel('上野 玲子さんのカメラ');
    await expect(camera).toHaveJSProperty('paused', false);
    await expect.poll(() => camera.evaluate((video) => Reflect.get(video, 'videoWidth'))).toBeGreaterThan(0);
    await panelOf(ueno).getByRole('button', { name: 'カメラ入' }).click();
    await expect(camera).toHaveCount(0);
    await panelOf(ueno).getByRole('textbox', { name: '通話メモ' }).fill('領収書あり');
    await panelOf(ueno).getByRole('button', { name: 'メモにする' }).click();
    const dialog = ueno.page.getByRole('dialog');
    await expect(dialog.getByRole('textbox', { name: /^内容/ })).toHaveValue('領収書あり');
    await ueno.page.keyboard.press('Escape');
  });

  await journey.step('土田さんは小野さんへすぐ取り次ぎ、自分は抜ける', async () => {
    await tsuchida.page.keyboard.press('Alt+T');
    await find(tsuchida, 'だれに取り次ぎますか', '小野 萌');
    await panelOf(tsuchida).getByRole('button', { name: '小野 萌さんにすぐ取り次ぐ' }).click();
    await expect(panelOf(tsuchida)).toHaveCount(0);
    await expect(ringOf(ono)).toContainText('上野 玲子さんがお待ちです');
    await ono.page.keyboard.press('Alt+1');
    await hears(ueno.page, ono.voice);
    await hears(tsuchida.page);
  });

  await journey.step('マイクが抜けると、その人にわけが見える', async () => {
    await ono.page.evaluate(`navigator.mediaDevices.getUserMedia = async () => {
      throw new DOMException('gone', 'NotFoundError');
    }`);
    await ono.page.keyboard.press('Alt+M');
    await ono.page.keyboard.press('Alt+M');
    await panelOf(ono).getByRole('button', { name: '機器をえらぶ' }).click();
    await expect(panelOf(ono).getByRole('combobox', { name: 'マイク' })).toBeVisible();
    expect(await faultsFor(ono.page, '機器をえらぶ画面')).toEqual([]);
    await panelOf(ueno).getByRole('button', { name: '通話を終える' }).click();
  });

  await journey.step('記録に残り、そこからもう一度かけられ、最近かけた相手に並ぶ', async () => {
    const { page } = ueno;
    await page.keyboard.press('Control+K');
    await page.keyboard.type('通話の記録');
    await page.keyboard.press('Enter');
    const rows = page.getByRole('main').getByRole('listitem').filter({ hasText: '小野 萌' });
    await expect(rows).toHaveCount(2);
    expect(await faultsFor(page, '通話の記録')).toEqual([]);
    await rows.first().getByRole('button', { name: '小野 萌さんにかける' }).click();
    await expect(panelOf(ueno)).toContainText('呼び出しています');
    await panelOf(ueno).getByRole('button', { name: 'やめる' }).click();
    await page.getByRole('link', { name: '職員' }).click();
    await page.getByRole('button', { name: /^最近かけた相手/ }).click();
    await expect(page.getByRole('option')).toHaveCount(1);
  });
});
