import type { Clerk } from '../stage/clerk.ts';
import { expect, journey } from '../stage/journey.ts';

const headMenu = async ({ page }: Clerk, item: string) => {
  await page.getByRole('button', { name: 'チャンネルの設定' }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
};

const rowMenu = async (clerk: Clerk, channel: string, item: string) => {
  await clerk.list.getByRole('listitem').filter({ hasText: channel }).hover();
  await clerk.list.getByRole('button', { name: `${channel}の操作` }).click();
  await clerk.page.getByRole('menuitem', { name: item, exact: true }).click();
};

async function start({ page }: Clerk, item: string) {
  await page.getByRole('button', { name: '新しく始める' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Takes people in the open dialog by what is typed of them. */
async function pick({ page }: Clerk, ...words: string[]) {
  for (const word of words) {
    await page.getByRole('combobox', { name: /名前・よみ・内線・課でさがす|はじめに入れる人/ }).fill(word);
    await page.getByRole('listbox').getByRole('option').first().click();
  }
}

const group = (clerk: Clerk, name: string) =>
  clerk.list.locator('section').filter({ has: clerk.page.getByRole('heading', { name, exact: true }) });

journey('木村さんは部屋をつくり、人を入れ、変え、しまい、出す', async ({ enter }) => {
  const name = `避難所の見直し ${Date.now().toString(36)}`;
  const kimura = await enter('木村 研二');
  const arai = await enter('新井 朱里');
  const yanagida = await enter('栁田 宏明');

  await journey.step('だれでも参加できる部屋をつくる', async () => {
    await start(kimura, 'チャンネルをつくる');
    const dialog = kimura.page.getByRole('dialog', { name: 'チャンネルをつくる' });
    await dialog.getByRole('button', { name: 'つくる' }).click();
    await expect(dialog).toContainText('入力してください');
    await dialog.getByRole('textbox', { name: '名前' }).fill(name);
    await dialog.getByRole('textbox', { name: '目的' }).fill('避難所の鍵と備蓄');
    await pick(kimura, 'あらい あかり');
    await dialog.getByRole('button', { name: 'つくる' }).click();
    await kimura.settled(name);
    await expect(arai.channel(name)).toBeVisible();
  });

  await journey.step('栁田さんはさがして参加し、書ける', async () => {
    await start(yanagida, 'チャンネルをさがす');
    const dialog = yanagida.page.getByRole('dialog', { name: 'チャンネルをさがす' });
    await dialog.getByRole('textbox').fill('避難所の鍵');
    await dialog.getByRole('button', { name: new RegExp(`参加する.*${name}`) }).click();
    await yanagida.settled(name);
    await yanagida.write('鍵の一覧を持っています');
    await kimura.sees('鍵の一覧を持っています');
  });

  await journey.step('名前と目的を変えると、みなの一覧でも変わる', async () => {
    await headMenu(kimura, '設定を変える');
    const dialog = kimura.page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: '名前' }).fill(`${name} 改`);
    await dialog.getByRole('button', { name: '保存する' }).click();
    for (const clerk of [kimura, arai, yanagida]) await expect(clerk.channel(`${name} 改`)).toBeVisible();
  });

  await journey.step('持ち主を増やし、人を外す', async () => {
    const members = kimura.page.getByRole('complementary', { name: 'メンバーの一覧' });
    const row = (who: string) => members.getByRole('listitem').filter({ hasText: who });
    await row('新井 朱里').hover();
    await members.getByRole('button', { name: '新井 朱里さんの操作' }).click();
    await kimura.page.getByRole('menuitem', { name: '持ち主にする' }).click();
    await row('栁田 宏明').hover();
    await members.getByRole('button', { name: '栁田 宏明さんの操作' }).click();
    await kimura.page.getByRole('menuitem', { name: 'この部屋から外す' }).click();
    await kimura.page.getByRole('dialog').getByRole('button', { name: '外す' }).click();
    await expect(yanagida.page.getByText('このチャンネルは開けません')).toBeVisible();
    await expect(yanagida.channel(name)).toHaveCount(0);
  });

  await journey.step('しまうとだれも書けず、出すとまた書ける', async () => {
    await arai.open(`${name} 改`);
    await headMenu(arai, 'しまう');
    await arai.page.getByRole('dialog').getByRole('button', { name: 'しまう' }).click();
    await expect(kimura.page.getByText('しまってあるチャンネルです')).toBeVisible();
    await expect(kimura.field).toHaveCount(0);
    await arai.page.getByRole('button', { name: '元に戻す' }).click();
    await expect(kimura.field).toBeVisible();
    await headMenu(arai, 'しまう');
    await arai.page.getByRole('dialog').getByRole('button', { name: 'しまう' }).click();
    await expect(kimura.field).toHaveCount(0);
    await headMenu(kimura, '出す');
    await kimura.write('出しました。続けます');
    await arai.sees('出しました。続けます');
  });

  await journey.step('退出すると一覧から消える', async () => {
    await headMenu(arai, '退出する');
    await arai.page.getByRole('dialog').getByRole('button', { name: '退出する' }).click();
    await expect(arai.channel(name)).toHaveCount(0);
  });
});

journey('菅原さんは一覧を自分の形にする: よく使う、フォルダー、並べ替え、知らせない', async ({ enter }) => {
  const sugawara = await enter('菅原 亜希');
  const elsewhere = await enter('菅原 亜希');
  const { page } = sugawara;
  const folder = `防災 ${Date.now().toString(36)}`;
  const others = await group(sugawara, 'チャンネル').getByRole('link').allInnerTexts();
  const [first = '', second = ''] = others.map((text) => text.split('\n')[0] ?? '');

  await journey.step('よく使うに入れると、別の端末でも上に出る', async () => {
    await rowMenu(sugawara, first, 'よく使うに入れる');
    for (const device of [sugawara, elsewhere]) {
      await expect(group(device, 'よく使う').getByRole('link', { name: first })).toBeVisible();
    }
    await rowMenu(sugawara, first, 'よく使うから外す');
    await expect(group(elsewhere, 'チャンネル').getByRole('link', { name: first })).toBeVisible();
  });

  await journey.step('フォルダーをつくって入れ、名前を変え、消しても部屋は残る', async () => {
    await start(sugawara, 'フォルダーをつくる');
    await page.getByRole('dialog').getByRole('textbox', { name: 'フォルダーの名前' }).fill(folder);
    await page.getByRole('dialog').getByRole('button', { name: '保存する' }).click();
    await rowMenu(sugawara, second, `「${folder}」に入れる`);
    await expect(group(elsewhere, folder).getByRole('link', { name: second })).toBeVisible();
    await group(sugawara, folder).locator('.head').hover();
    await group(sugawara, folder)
      .getByRole('button', { name: new RegExp(`${folder}の操作`) })
      .click();
    await page.getByRole('menuitem', { name: 'フォルダーを消す' }).click();
    await expect(group(elsewhere, 'チャンネル').getByRole('link', { name: second })).toBeVisible();
  });

  await journey.step('キーやマウスで並べ替えた順は、別の端末でも同じ', async () => {
    const row = (name: string) => group(sugawara, 'チャンネル').getByRole('link', { name });
    const firstTwo = async () =>
      (await group(elsewhere, 'チャンネル').getByRole('link').allInnerTexts())
        .slice(0, 2)
        .map((text) => text.split('\n')[0]);
    await row(first).focus();
    await page.keyboard.press('Control+Shift+ArrowDown');
    await expect.poll(firstTwo).toEqual([second, first]);
    await expect(row(first)).toBeFocused();
    await row(first).dragTo(row(second));
    await expect.poll(firstTwo).toEqual([first, second]);
  });

  await journey.step('知らせない部屋は、あなたあてのほかは数に出ない', async () => {
    await rowMenu(sugawara, first, '知らせない');
    const osaki = await enter('大﨑 道夫');
    await osaki.open(first);
    await osaki.write(`知らせない部屋の発言 ${folder}`);
    await expect(elsewhere.channel(first)).not.toContainText('新しい発言');
    await rowMenu(sugawara, first, '知らせる');
    await expect(elsewhere.channel(first)).toContainText(/新しい発言 \d+件/);
  });
});

journey('お知らせの部屋は決められた人だけが書き、個人あては9人まで', async ({ enter }) => {
  const name = `防災訓練のお知らせ ${Date.now().toString(36)}`;
  const osaki = await enter('大﨑 道夫');
  const kumagai = await enter('熊谷 祐介');

  await journey.step('読む人には書くところがない', async () => {
    await start(osaki, 'チャンネルをつくる');
    const dialog = osaki.page.getByRole('dialog', { name: 'チャンネルをつくる' });
    await dialog.getByRole('textbox', { name: '名前' }).fill(name);
    await dialog.getByRole('radio', { name: /^お知らせ/ }).check();
    await pick(osaki, 'くまがい ゆうすけ');
    await dialog.getByRole('button', { name: 'つくる' }).click();
    await osaki.settled(name);
    await osaki.write('訓練は10時からです');
    await kumagai.open(name);
    await kumagai.sees('訓練は10時からです');
    await expect(kumagai.field).toHaveCount(0);
    await expect(kumagai.page.getByText('書けるのは決められた人だけ')).toBeVisible();
  });

  await journey.step('三人の個人あてをつくると、同じ三人ならいつも同じ部屋', async () => {
    const open = async () => {
      await start(osaki, '個人あてに書く');
      await pick(osaki, 'くまがい ゆうすけ', 'あらい あかり');
      await osaki.page.getByRole('dialog').getByRole('button', { name: '書き始める' }).click();
      await expect(osaki.page.getByRole('heading', { name: /^(新井・熊谷|熊谷・新井)$/ })).toBeVisible();
      return osaki.page.url();
    };
    const once = await open();
    await osaki.write('三人で話しましょう');
    expect(await open()).toBe(once);
    await expect(kumagai.list.getByRole('link', { name: /大﨑/ })).toBeVisible();
  });
});
