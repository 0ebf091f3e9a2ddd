import { noMedia } from '@engawa/infra/test-media';
import { faultsFor } from '../stage/axe.ts';
import type { Clerk } from '../stage/clerk.ts';
import { expect } from '../stage/journey.ts';
import { killServer } from '../stage/kill.ts';
import { passMinutes } from '../stage/move-due.ts';
import { journeyIn } from '../stage/own-house.ts';
import { hears } from '../stage/voices.ts';

// Time is moved in the database and the server is killed, which the other stories of the town would notice.
const journey = journeyIn({ args: ['--demo'], env: { MEDIA: 'on' } });
journey.skip(noMedia !== undefined, noMedia ?? '');
journey.setTimeout(180_000);

const stackOf = (clerk: Clerk) => clerk.page.getByRole('region', { name: '内線' });
const panelOf = (clerk: Clerk) => clerk.page.getByRole('complementary', { name: '通話' });

async function card(clerk: Clerk, name: string): Promise<void> {
  await clerk.page.getByRole('link', { name: '職員' }).click();
  await clerk.page.getByRole('textbox', { name: '職員をさがす' }).fill(name);
  await expect(clerk.page.getByRole('option')).toHaveCount(1);
  await clerk.page.keyboard.press('Enter');
  await expect(clerk.page.getByRole('heading', { name, level: 2 })).toBeVisible();
}

async function ask(clerk: Clerk, name: string, about = ''): Promise<void> {
  await card(clerk, name);
  await clerk.page.getByRole('button', { name: '都合をきく' }).click();
  await clerk.page.getByRole('textbox', { name: /用件/ }).fill(about);
  await clerk.page.keyboard.press('Enter');
  await expect(clerk.page.getByRole('dialog')).toHaveCount(0);
}

journey(
  '上野さんが都合をきき、小野さんと話し、約束し、外線をお待たせする',
  async ({ speak, enter, house, watch }) => {
    watch.expect(/net::ERR_|WebSocket connection|status of 50\d/);
    const ueno = await speak('上野 玲子', 440);
    const ono = await speak('小野 萌', 620);

    await journey.step('音は鳴らず、札が出て、打つ手は止まらない', async () => {
      await ono.open('収納係');
      await ono.field.fill('打ちかけ');
      await ask(ueno, '小野 萌', '納付書の件');
      await expect(stackOf(ueno)).toContainText('小野 萌さんの答えを待っています');
      await expect(stackOf(ono)).toContainText('今よろしいですか');
      await expect(stackOf(ono)).toContainText('納付書の件');
      await expect(ono.field).toBeFocused();
      await expect(ono.page).not.toHaveTitle(/内線/);
      expect(await faultsFor(ono.page, '都合をきかれた画面')).toEqual([]);
    });

    await journey.step('「いま話せます」のひと押しで、互いの声が聞こえる', async () => {
      await ono.page.keyboard.press('Alt+1');
      await expect(stackOf(ueno)).toContainText('小野 萌さんは、いま話せます');
      await expect(panelOf(ueno)).toContainText('通話中', { timeout: 40_000 });
      await hears(ono.page, ueno.voice);
      await hears(ueno.page, ono.voice);
      await panelOf(ueno).getByRole('button', { name: '通話を終える' }).click();
      await expect(panelOf(ono)).toHaveCount(0);
      await expect(ono.field).toHaveValue('打ちかけ');
    });

    await journey.step(
      '「5分後」は再起動しても忘れられず、時刻がくると両方に出て、ひと押しでかかる',
      async () => {
        await ask(ueno, '小野 萌', '分納の件');
        await stackOf(ono).getByRole('button', { name: '5分後' }).click();
        for (const each of [ueno, ono]) await expect(stackOf(each)).toContainText(/\d+:\d\d に.+と話します/);
        await killServer(house.data);
        await passMinutes(house.data, 5);
        for (const each of [ueno, ono])
          await expect(stackOf(each)).toContainText('話す時間になりました', { timeout: 40_000 });
        expect(await faultsFor(ono.page, '話す時間の画面')).toEqual([]);
        await stackOf(ono)
          .getByRole('button', { name: /^かける/ })
          .click();
        await stackOf(ueno).getByRole('button', { name: /^出る/ }).click();
        await hears(ono.page, ueno.voice);
        await panelOf(ono).getByRole('button', { name: '通話を終える' }).click();
        await expect(panelOf(ueno)).toHaveCount(0);
      },
    );

    await journey.step('10分のあいだ答えがないと、メモになる', async () => {
      await ask(ueno, '小野 萌', '還付の件');
      await expect(stackOf(ono)).toContainText('還付の件');
      await passMinutes(house.data, 10);
      await expect(stackOf(ueno)).toContainText('答えがなかったので、メモを残しました');
      await expect(stackOf(ono)).toHaveCount(0);
      await stackOf(ueno).getByRole('link', { name: 'メモをひらく' }).click();
      await expect(ueno.page.getByRole('heading', { name: /上野 玲子/ }).first()).toBeVisible();
      await expect(ueno.page.getByText('還付の件').first()).toBeVisible();
      await expect(stackOf(ueno)).toHaveCount(0);
    });

    await journey.step('外線をお待たせして課にきくと、先に答えた人に決まり、みなが知る', async () => {
      const tamura = await enter('田村 淑子');
      await ueno.page.getByRole('link', { name: 'メモ' }).click();
      await ueno.page.getByRole('button', { name: '外線お待たせ中' }).click();
      const dialog = ueno.page.getByRole('dialog');
      await dialog.getByRole('combobox', { name: 'だれに' }).fill('収納係');
      await dialog
        .getByRole('option', { name: /収納係/ })
        .first()
        .click();
      await dialog.getByRole('textbox', { name: 'お客様のお名前' }).fill('北野 太郎');
      await dialog.getByRole('textbox', { name: /用件/ }).fill('納税証明書');
      await dialog.getByRole('button', { name: 'きく' }).click();
      for (const each of [ono, tamura]) {
        await expect(stackOf(each)).toContainText('北野 太郎 様');
        await expect(stackOf(each)).toContainText(/0:[0-5]\d/);
      }
      await expect(stackOf(ueno)).toContainText(/収納係の\d人の答えを待っています/);
      expect(await faultsFor(tamura.page, '外線お待たせ中の画面')).toEqual([]);
      await tamura.page.keyboard.press('Alt+1');
      await expect(stackOf(ueno)).toContainText('田村 淑子さんへ回してください');
      await expect(stackOf(ueno)).toContainText(/内線\d{4}/);
      await expect(stackOf(ono)).toContainText('田村 淑子さんが答えました');
      expect(await faultsFor(ueno.page, '外線の答えの画面')).toEqual([]);
      await stackOf(ueno).getByRole('button', { name: '閉じる' }).click();
      await expect(stackOf(ueno)).toHaveCount(0);
    });
  },
);
