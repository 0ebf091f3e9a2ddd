import { expect } from '../stage/journey.ts';
import { killServer } from '../stage/kill.ts';
import { journeyIn } from '../stage/own-house.ts';

// The server is killed on the way, which the other stories of the town would notice.
const journey = journeyIn({ args: ['--demo'] });

const room = '収納係';
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

journey(
  '上野さんと小野さんが書き合い、切れても、落ちても、何も失われない',
  async ({ enter, house, watch }) => {
    const ueno = await enter('上野 玲子');
    let ono = await enter('小野 萌');
    await ueno.open(room);
    await ono.open(room);
    const batch = Date.now().toString(36);
    const said = (n: number) => `帳票${batch}の点検 ${n}件目です`;
    const order = async (clerk: typeof ueno) =>
      (await clerk.rows(`帳票${batch}`).allTextContents()).map((text) => /点検 (\d+)件目/.exec(text)?.[1]);

    await journey.step('二人は、送ったその場で互いの発言を読む', async () => {
      await ueno.write(said(1));
      await ono.sees(said(1));
      await ono.write(said(2));
      await ueno.sees(said(2));
      await expect(ueno.rows(said(1))).toContainText(/既読 \d+|送信済み/);
    });

    await journey.step('小野さんの線が切れても書け、つながると順に届く', async () => {
      watch.expect(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|WebSocket connection/);
      await ono.context.setOffline(true);
      for (const n of numbers(3, 5)) await ono.write(said(n));
      await expect(ono.rows(said(5))).toContainText('送信待ち');
      const members = ono.page.getByRole('complementary', { name: 'メンバーの一覧' });
      await expect(members.getByRole('listitem').filter({ hasText: '自分・未接続' })).toBeVisible();
      await expect(members).toContainText('様子がわからない人');
      await expect(members).not.toContainText('つながっている人');
      await ono.page.getByRole('button', { name: '送信待ち 3件' }).click();
      await expect(ono.rows(said(3))).toBeFocused();
      await ueno.write(said(6));
      await expect(ueno.rows(said(3))).toHaveCount(0);
      // A channel that was opened meanwhile reads itself when the line is back.
      await ono.channel('互助会').click();
      await expect(ono.page.getByText('発言を読めませんでした')).toBeVisible();
      await expect(ono.page.getByRole('link', { name: 'ほかの部屋に3件' })).toBeVisible();
      await ono.context.setOffline(false);
      await expect(ono.timeline.getByRole('article').last()).toBeVisible({ timeout: 20_000 });
      await ono.open(room);
      for (const n of numbers(3, 6)) {
        await ueno.sees(said(n));
        await ono.sees(said(n));
      }
      expect(await order(ono)).toEqual(await order(ueno));
      expect((await order(ueno)).filter((n) => n !== '6')).toEqual(['1', '2', '3', '4', '5']);
    });

    await journey.step('サーバーが kill -9 で落ちても、待っていた発言はあとで一度だけ届く', async () => {
      watch.expect(/net::ERR_(CONNECTION|EMPTY|SOCKET)|WebSocket connection/);
      await killServer(house.data);
      for (const n of numbers(7, 9)) await ueno.write(said(n));
      await ono.write(said(10));
      for (const n of numbers(7, 10)) {
        await expect(ono.rows(said(n))).toHaveCount(1, { timeout: 30_000 });
        await expect(ueno.rows(said(n))).toHaveCount(1, { timeout: 30_000 });
      }
      await expect(ono.rows('送信待ち')).toHaveCount(0);
      await expect(ueno.rows('送信待ち')).toHaveCount(0);
      expect(await order(ono)).toEqual(await order(ueno));
    });

    await journey.step('画面が送信待ちのまま閉じられても、開き直すと届く', async () => {
      await ono.context.setOffline(true);
      await ono.write(said(11));
      await expect(ono.rows(said(11))).toContainText('送信待ち');
      await ono.page.close();
      await ono.context.setOffline(false);
      const page = await ono.context.newPage();
      ono = ono.at(page);
      await page.goto('/channels');
      await ueno.sees(said(11));
      await ono.open(room);
      await ono.sees(said(11));
    });

    await journey.step('開き直したあとも、二人の並びは同じで、重なりもない', async () => {
      await ueno.reload();
      await ueno.settled(room);
      await ueno.sees(said(11));
      await ono.sees(said(1));
      await ueno.sees(said(1));
      const mine = await order(ueno);
      expect(mine).toEqual(await order(ono));
      expect(new Set(mine).size).toBe(11);
    });
  },
);

journey('書きかけは、読み直しても残り、送信待ちがあるとログアウトはたずねる', async ({ enter, watch }) => {
  watch.expect(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|WebSocket connection/);
  const tamura = await enter('田村 淑子');
  await tamura.open(room);
  await tamura.field.fill('まだ送らない文\n二行目');
  await tamura.page.waitForTimeout(1000);
  await tamura.reload();
  await tamura.settled(room);
  await expect(tamura.field).toHaveValue('まだ送らない文\n二行目');

  // What is shown only when asked for is fetched once the page is at rest.
  await tamura.page.evaluate('new Promise((done) => setTimeout(() => requestIdleCallback(done), 5000))');
  await tamura.context.setOffline(true);
  await tamura.page.keyboard.press('Control+k');
  await expect(tamura.page.getByRole('dialog', { name: 'さがす' })).toBeVisible();
  await tamura.page.keyboard.press('Escape');
  const late = `切れている間に書いた文です ${Date.now()}`;
  await tamura.write(late);
  await tamura.field.fill('田村の書きかけ');
  await tamura.page.getByRole('button', { name: '自分のメニュー' }).click();
  await tamura.page.getByRole('menuitem', { name: 'ログアウト' }).click();
  const asks = tamura.page.getByRole('dialog', { name: '送信待ちがあります。ログアウトしますか' });
  await expect(asks).toContainText('まだ届いていない発言が1件あります');
  await asks.getByRole('button', { name: 'やめる' }).click();
  await tamura.context.setOffline(false);
  await expect(tamura.rows('送信待ち')).toHaveCount(0);
  await tamura.sees(late);
});

journey('同じ端末の次の人には、前の人の書きかけも送信待ちも見えない', async ({ enter, accounts, watch }) => {
  watch.expect(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|WebSocket connection/, /status of 401/);
  const yano = await enter('矢野 慎吾');
  await yano.open(room);
  await yano.field.fill('矢野だけの書きかけ');
  await yano.page.waitForTimeout(1000);
  await yano.page.getByRole('button', { name: '自分のメニュー' }).click();
  await yano.page.getByRole('menuitem', { name: 'ログアウト' }).click();
  const { page } = yano;
  await expect(page.getByRole('button', { name: 'ログイン', exact: true })).toBeVisible();

  const { login, password } = accounts.demo('clerk');
  await page.getByRole('textbox', { name: '職員番号' }).fill(login);
  await page.getByRole('textbox', { name: 'パスワード' }).fill(password);
  await page.getByRole('button', { name: 'ログイン', exact: true }).click();
  await yano.open(room);
  await expect(yano.field).toHaveValue('');
  await expect(page.getByText('矢野だけの書きかけ')).toHaveCount(0);
});
