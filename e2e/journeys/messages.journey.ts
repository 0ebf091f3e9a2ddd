import type { Clerk } from '../stage/clerk.ts';
import { expect, journey } from '../stage/journey.ts';

const room = '窓口係';

const deed = async (clerk: Clerk, text: string, name: string) => {
  const row = clerk.rows(text).first();
  await row.hover();
  await row.getByRole('button', { name, exact: true }).click();
};

const more = async (clerk: Clerk, text: string, item: string) => {
  await deed(clerk, text, 'その他');
  await clerk.page.getByRole('menuitem', { name: item, exact: true }).click();
};

journey('北野さんの発言は、直され、押され、引用され、取り消され、みなに同じに見える', async ({ enter }) => {
  const mark = Date.now().toString(36);
  const kitano = await enter('北野 留美');
  const kinoshita = await enter('木下 花音');
  for (const clerk of [kitano, kinoshita]) await clerk.open(room);

  await journey.step('直すと、編集済みになり、直す前の文も読める', async () => {
    await kitano.write(`混んでいます。10番から受けます ${mark}`);
    await deed(kitano, mark, '編集');
    const box = kitano.page.getByRole('textbox', { name: '発言を編集' });
    await box.fill(`混んでいます。11番から受けます ${mark}`);
    await box.press('Enter');
    await kinoshita.sees(`11番から受けます ${mark}`);
    await expect(kinoshita.rows(mark)).toContainText('編集済み');
    await more(kinoshita, mark, '編集履歴');
    await expect(kinoshita.page.getByRole('dialog', { name: '編集履歴' })).toContainText('10番から受けます');
    await kinoshita.page.keyboard.press('Escape');
  });

  await journey.step('スタンプは、押した人とその数が見え、もう一度押すと外れる', async () => {
    await deed(kinoshita, mark, 'スタンプ');
    await kinoshita.page.getByRole('menuitemcheckbox', { name: '了解' }).click();
    const stamp = (clerk: Clerk) => clerk.rows(mark).getByRole('button', { name: /^了解/ });
    await expect(stamp(kitano)).toHaveText(/了解\s*1/);
    await expect(stamp(kitano)).toHaveAttribute('title', /木下 花音/);
    await stamp(kitano).click();
    await expect(stamp(kinoshita)).toHaveText(/了解\s*2/);
    await stamp(kinoshita).click();
    await expect(stamp(kitano)).toHaveText(/了解\s*1/);
  });

  await journey.step('引用すると、元の発言へ行ける', async () => {
    await deed(kinoshita, mark, '引用');
    await kinoshita.write(`引き受けました ${mark}-2`);
    const quoting = kitano.rows(`引き受けました ${mark}-2`);
    await expect(quoting).toContainText('11番から受けます');
    await quoting.getByRole('link').first().click();
    await expect(kitano.page).toHaveURL(/\?no=\d+$/);
  });

  await journey.step('写したリンクは、ほかの人をその発言へ連れて行く', async () => {
    await deed(kitano, `11番から受けます ${mark}`, 'リンクをコピー');
    const link = await kitano.copied();
    const fresh = await enter('木下 花音', { at: new URL(link).pathname + new URL(link).search });
    await expect(fresh.rows(`11番から受けます ${mark}`).first()).toBeVisible();
  });

  await journey.step('取り消すと、本文は引用からも消え、跡だけ残る', async () => {
    await more(kitano, `11番から受けます ${mark}`, '取り消す');
    await kitano.page.getByRole('dialog').getByRole('button', { name: '取り消す' }).click();
    for (const clerk of [kitano, kinoshita]) {
      await expect(clerk.rows(`11番から受けます ${mark}`)).toHaveCount(0);
      await expect(clerk.rows('この発言は取り消されました').first()).toBeVisible();
    }
  });

  await journey.step('読んだ人の数が、自分の最後の発言に出る', async () => {
    await kinoshita.write(`読みましたか ${mark}-3`);
    await kitano.sees(`読みましたか ${mark}-3`);
    await expect(kinoshita.rows(`${mark}-3`)).toContainText(/既読 [1-9]/);
  });
});

journey('道下さんは、だれに届くかを見てから、係と全員にあてて書く', async ({ enter }) => {
  const mark = Date.now().toString(36);
  const michishita = await enter('道下 利明');
  const muramatsu = await enter('村田 雄一');
  await michishita.open(room);
  await muramatsu.open('互助会');
  const { field, page } = michishita;

  await journey.step('書くところの上に、だれに届くかが出ている', async () => {
    await expect(page.getByText(/窓口係の\d+人に届きます。庁外の人はいません。/)).toBeVisible();
  });

  await journey.step('＠全員は、送る前に人数が分かる', async () => {
    await field.pressSequentially('本日の終礼は17時です@全員');
    await page.getByRole('option', { name: /全員/ }).click();
    await expect(page.getByText(/\d+人に知らせます/)).toBeVisible();
    await field.pressSequentially(` ${mark}`);
    await field.press('Enter');
    await expect(muramatsu.channel(room)).toContainText(/あなたあて \d+件/);
  });

  await journey.step('入力していることが、静かに見える', async () => {
    await muramatsu.open(room);
    await field.pressSequentially('つづけて書いています');
    await expect(muramatsu.page.getByText('道下 利明さんが入力しています')).toBeVisible();
  });
});

journey(
  '中野さんのやさしい表示では、マウスを重ねなくても、できることが見える',
  async ({ enter, accounts }) => {
    const session = await accounts.session('中野 友香');
    await accounts.command('preference:set', { preferences: { easy: true } }, session);
    const nakano = await enter('中野 友香');
    const { page } = nakano;
    await nakano.open(room);
    await page.mouse.move(0, 0);
    await expect(page.getByRole('navigation', { name: '部屋' }).getByRole('link')).toHaveText([
      /チャット/,
      /職員/,
      /案内板/,
    ]);
    const row = nakano.timeline.getByRole('article').last();
    await row.getByRole('button', { name: '発言の操作' }).dispatchEvent('click');
    await expect(row.getByRole('toolbar', { name: '発言の操作' })).toBeVisible();
  },
);

journey('新井さんは携帯で、一度押すだけで部屋に入り、読んで、送る', async ({ enter }) => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const arai = await enter('新井 朱里', phone);
  const { page } = arai;
  const mark = Date.now().toString(36);
  await expect(arai.status).toContainText('接続済み');
  await expect(page.getByRole('navigation', { name: '部屋' }).getByText('その他')).toBeVisible();

  await journey.step('部屋の頭に人数が出て、書くところに文字盤は開かず、発言の操作も出ていない', async () => {
    await arai.channel('互助会').tap();
    await arai.settled('互助会');
    await expect(page.getByRole('main')).toContainText(/^\s*互助会.*\d+人/);
    await expect(arai.field).not.toBeFocused();
    await expect(page.getByRole('toolbar', { name: '発言の操作' })).toHaveCount(0);
  });

  await journey.step('発言を押すと操作が出て、指の大きさの送信で送る', async () => {
    await arai.timeline.getByRole('article').last().tap();
    await expect(page.getByRole('toolbar', { name: '発言の操作' })).toBeVisible();
    await arai.field.fill(`携帯から ${mark}`);
    const send = page.getByRole('button', { name: '送信', exact: true });
    const box = await send.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    await send.tap();
    await arai.sees(`携帯から ${mark}`);
  });

  await journey.step('戻ると、一覧に出る。自分のメニューに、使えないキーの一覧はない', async () => {
    await page.getByRole('link', { name: /^戻る/ }).tap();
    await expect(arai.list).toBeVisible();
    await page.getByRole('button', { name: '自分のメニュー' }).tap();
    await expect(page.getByRole('menuitem', { name: 'ログアウト' })).toBeVisible();
    await expect(page.getByRole('menuitem', { name: 'キーの一覧' })).toHaveCount(0);
  });
});
