import { compose, confirmAsSafari } from '../stage/ime.ts';
import { expect, journey } from '../stage/journey.ts';

const room = '収納係';

journey(
  '野口さんは、漢字のすぐ後に＠を打ち、よみでもローマ字でも別の字でもあて先を選べる',
  async ({ enter }) => {
    const noguchi = await enter('野口 智子');
    await noguchi.open(room);
    const { page, field } = noguchi;
    const spellings = ['＠たかしま', '@takashima', '＠ﾀｶｼﾏ', '＠高島', '＠髙嶋', '@さくら'];
    for (const spelling of spellings) {
      await field.fill('');
      await field.pressSequentially(`確認をお願いします${spelling}`);
      await expect(page.getByRole('option', { name: /髙嶋/ }), spelling).toBeVisible();
    }
    await field.press('Enter');
    await expect(field).toHaveValue(/^確認をお願いします@髙嶋.咲良 $/);
    await expect(page.getByText('1人に知らせます')).toBeVisible();

    await field.fill('');
    await field.pressSequentially('至急です＠');
    await page.getByRole('option', { name: /^全員/ }).click();
    await expect(page.getByText('9人に知らせます')).toBeVisible();
    await field.fill('');
  },
);

journey('変換を確定する Enter では、どのブラウザーの順でも送られない', async ({ enter }) => {
  const noguchi = await enter('野口 智子');
  await noguchi.open(room);
  const { page, field } = noguchi;
  const mark = Date.now().toString(36);

  await field.fill(`${mark} `);
  await compose(page, 'のうきげん', '納期限');
  await expect(field).toHaveValue(`${mark} 納期限`);
  for (const keyCode of [229, 13] as const) {
    await confirmAsSafari(field, 'の件', keyCode);
    await expect(noguchi.rows(mark)).toHaveCount(0);
  }
  await expect(field).toHaveValue(`${mark} 納期限の件の件`);

  await journey.step('＠の候補が出ていても、確定の Enter は候補を選ばない', async () => {
    await field.fill(`${mark} 相談`);
    await compose(page, '＠', '＠');
    await compose(page, 'おの', '小野');
    await expect(page.getByRole('option', { name: /小野/ })).toBeVisible();
    await expect(field).toHaveValue(`${mark} 相談＠小野`);
    await field.press('Escape');
  });

  await journey.step('確定のあとの Enter で送られる', async () => {
    await page.waitForTimeout(150);
    await field.press('Enter');
    await noguchi.sees(`${mark} 相談＠小野`);
  });

  await journey.step('さがす欄でも、確定の Enter では開かない', async () => {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog', { name: 'さがす' }).getByRole('combobox')).toBeFocused();
    await compose(page, 'おおにし', '大西');
    await expect(page.getByRole('option', { name: /大西/ }).first()).toBeVisible();
    await expect(page.getByRole('dialog', { name: 'さがす' })).toBeVisible();
    await page.keyboard.press('Escape');
  });
});

journey('役所の文がそのまま出る: 太字、パス、表、URL、改行', async ({ enter }) => {
  const noguchi = await enter('野口 智子', { permissions: ['clipboard-read', 'clipboard-write'] });
  await noguchi.open(room);
  const { page, field } = noguchi;
  const mark = Date.now().toString(36);
  const path = String.raw`\\fs01\税務課\予算_R8 (案).xlsx`;

  await journey.step('**「重要」**です は太字になる', async () => {
    await noguchi.write(`**「重要」**です ${mark}a`);
    const row = noguchi.rows(`${mark}a`);
    await expect(row.getByRole('strong')).toHaveText('「重要」');
    await expect(row).not.toContainText('**');
  });

  await journey.step('パスは一字も変わらず、写せる', async () => {
    await noguchi.write(`${path} に置きました ${mark}b`);
    const row = noguchi.rows(`${mark}b`);
    await expect(row.getByRole('code')).toHaveText(path);
    await row.getByRole('button', { name: 'パスをコピー' }).click();
    expect(await noguchi.copied()).toBe(path);
  });

  await journey.step('URL は句点やかっこの前で終わる', async () => {
    const url = `${new URL(page.url()).origin}/channels`;
    await noguchi.write(`（${url}）と「${url}」、${url}。 ${mark}c`);
    const links = noguchi.rows(`${mark}c`).getByRole('link');
    await expect(links).toHaveText([url, url, url]);
  });

  await journey.step('改行は打ったとおりに出る', async () => {
    await field.fill(`一行目 ${mark}d`);
    await field.press('Shift+Enter');
    await field.pressSequentially('二行目');
    await field.press('Enter');
    expect(
      await noguchi.rows(`${mark}d`).getByRole('paragraph').filter({ hasText: '一行目' }).innerText(),
    ).toContain('\n二行目');
  });

  await journey.step('行頭の空白は打ったとおりに見え、そのままの文字は等幅でそろう', async () => {
    await field.fill(`内訳\n  二つ*下げ*た行\n　全角で下げた行 \`llll\` \`MMMM\` ${mark}f`);
    await field.press('Enter');
    const row = noguchi.rows(`${mark}f`);
    expect(await row.getByRole('paragraph').filter({ hasText: '内訳' }).innerText()).toMatch(
      /^内訳\n {2}二つ下げた行\n　全角/,
    );
    const widths = await row
      .getByRole('code')
      .evaluateAll((all) => all.map((code) => Math.round(code.getBoundingClientRect().width)));
    expect(widths[0]).toBe(widths[1]);
  });

  await journey.step('貼り付けた表計算のセルは表になる', async () => {
    const cells = `月\t件数\t備考\r\n4月\t1,204\t"口座|振替"\r\n5月\t1,186\t${mark}e\r\n`;
    await field.fill('');
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(cells)})`);
    await field.focus();
    await field.press('Control+v');
    await expect(field).toHaveValue(/\| 月 \| 件数 \| 備考 \|/);
    await field.press('Enter');
    const table = noguchi.rows(`${mark}e`).getByRole('table');
    await expect(table.getByRole('columnheader')).toHaveText(['月', '件数', '備考']);
    await expect(table.getByRole('cell')).toHaveText([
      '4月',
      '1,204',
      '口座|振替',
      '5月',
      '1,186',
      `${mark}e`,
    ]);
  });
});

journey('個人番号と長すぎる文は、送る前に知らされ、書いたものは残る', async ({ enter }) => {
  const noguchi = await enter('野口 智子');
  await noguchi.open(room);
  const { page, field } = noguchi;
  const send = page.getByRole('button', { name: '送信', exact: true });

  await field.fill('番号は 1234-5678-9018 です');
  await expect(page.getByText('個人番号（マイナンバー）らしい12桁の数字があります')).toBeVisible();
  await expect(send).toBeDisabled();
  await field.press('Enter');
  await expect(field).toHaveValue('番号は 1234-5678-9018 です');
  await expect(noguchi.rows('1234-5678-9018')).toHaveCount(0);

  await field.fill('あ'.repeat(10_001));
  await expect(page.getByText('1文字多いため送れません')).toBeVisible();
  await expect(send).toBeDisabled();
  await field.press('Enter');
  expect((await field.inputValue()).length).toBe(10_001);

  await field.fill('𠮷'.repeat(8_200));
  await expect(page.getByText('32 kBを超えています')).toBeVisible();
  await expect(send).toBeDisabled();

  // The list grows back by as much as was said: it still stands at its end.
  await field.fill('番号は 1234-5678-9018 です');
  await field.fill('');
  await expect(page.getByText('個人番号（マイナンバー）らしい12桁の数字があります')).toHaveCount(0);
  await expect(page.getByRole('button', { name: '最新へ' })).toHaveCount(0);
});

journey('髙嶋さんの名前も、ほかの字と同じ書体で出る。書体はまとめて届く', async ({ enter }) => {
  const takashima = await enter('髙嶋 咲良');
  await takashima.open(room);
  const { page } = takashima;
  const faces = () =>
    page.evaluate<string[]>(
      `[...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.family + ' ' + face.weight)`,
    );
  // 髙 is in neither of the two whole files.
  await expect.poll(faces).toContain('Noto Sans JP Variable 100 900');
  const loaded = await faces();
  expect(loaded).toEqual(expect.arrayContaining(['Noto Sans JP 400', 'Noto Sans JP 700']));
  expect(loaded.length, loaded.join()).toBeLessThan(8);
});
