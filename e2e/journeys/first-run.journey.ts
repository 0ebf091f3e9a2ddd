import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { nextAprilCsv, phoneListCsv, uglyCsv } from '@engawa/sample-town/town';
import { faultsFor } from '../stage/axe.ts';
import { expect } from '../stage/journey.ts';
import { journeyIn } from '../stage/own-house.ts';

const password = '縁野市の情報政策課の二人です';

// Both stories go through the same house: the second comes back to what the first has made.
const journey = journeyIn({});

async function choose(page: Page, button: string, name: string, bytes: Uint8Array): Promise<void> {
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await asked).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(bytes) });
}

journey('情報政策課の二人が、空の機械を自分の市役所にする', async ({ visit, house, watch }) => {
  journey.setTimeout(240_000);
  watch.expect(/status of (401|403|422)/);
  const first = await visit('/');
  const { page } = first;
  const next = page.getByRole('button', { name: '次へ', exact: true });
  const title = page.getByRole('heading', { level: 1 });
  const isReadable = async (screen: string) => expect(await faultsFor(page, screen)).toEqual([]);

  await journey.step('違うコードでは始まらない', async () => {
    await page.getByRole('textbox', { name: '準備のコード' }).fill('AAAA-BBBB-CCCC');
    await page.getByRole('button', { name: 'コードを確かめる' }).click();
    await expect(page.getByText('準備のコードが違います')).toBeVisible();
    await isReadable('準備のコード');
  });

  await journey.step('データのフォルダーのコードで始まる', async () => {
    await page.getByRole('textbox', { name: '準備のコード' }).fill(house.setupCode);
    await page.getByRole('button', { name: 'コードを確かめる' }).click();
    await expect(title).toHaveText('市の名前と管理者');
  });

  await journey.step('市の名前と、二人の管理者', async () => {
    const one = page.getByRole('group', { name: /1人目の管理者/ });
    const two = page.getByRole('group', { name: /2人目の管理者/ });
    await page.getByRole('textbox', { name: '役所の名前' }).fill('縁野市役所');
    await page.getByRole('textbox', { name: '困ったときの連絡先' }).fill('情報政策課（内線2170）');
    await one.getByRole('textbox', { name: '職員番号' }).fill('05018');
    await one.getByRole('textbox', { name: '氏名' }).fill('土田 多恵');
    await one.getByRole('textbox', { name: 'よみ' }).fill('つちだ たえ');
    await one.getByRole('textbox', { name: 'パスワード', exact: true }).fill(password);
    await one.getByRole('textbox', { name: 'パスワード（もう一度）' }).fill(password);
    await page.getByRole('textbox', { name: '役所の名前' }).press('Enter');
    await expect(two.getByRole('textbox', { name: '職員番号' })).toBeFocused();
    await two.getByRole('textbox', { name: '職員番号' }).fill('10007');
    await two.getByRole('textbox', { name: '氏名' }).fill('太田 遥香');
    const chosen = one.getByRole('textbox', { name: 'パスワード', exact: true });
    await chosen.fill('password1234');
    await one.getByRole('textbox', { name: 'パスワード（もう一度）' }).fill('password1234');
    await page.getByRole('button', { name: '登録して次へ' }).click();
    await expect(chosen).toBeFocused();
    await expect(chosen).toHaveAttribute('aria-invalid', 'true');
    await expect(chosen).toBeInViewport({ ratio: 1 });
    await expect(one.getByText(/よく使われる/)).toBeInViewport({ ratio: 1 });
    await isReadable('市の名前と管理者');
    await chosen.fill(password);
    await one.getByRole('textbox', { name: 'パスワード（もう一度）' }).fill(password);
    await page.getByRole('button', { name: '登録して次へ' }).click();
    await expect(title).toHaveText('庁内ネットワーク');
    await expect(page.getByText('太田 遥香さんがはじめて入るときの番号です')).toBeVisible();
  });

  await journey.step('機密性と区域', async () => {
    const cell = page.getByRole('checkbox', { name: /^機密性2 庁外/ });
    const before = await cell.isChecked();
    await isReadable('庁内ネットワーク');
    await cell.click();
    await expect(cell).toBeChecked({ checked: !before });
    await cell.click();
    await expect(cell).toBeChecked({ checked: before });
    await next.click();
    await expect(title).toHaveText('職員を取り込む');
  });

  await journey.step('疑わしい行のある表は、直すまで取り込めない', async () => {
    const doubtful = [
      '所属,職名,氏名,ふりがな,職員番号,内線',
      '総務課 庶務係,係長,森 一,もり はじめ,10003,2120',
      '収納係,主事,宙 浮子,ちゅう うきこ,10004,2130',
      '総務課,課長,島田 建二,しまだ けんじ,98031,2110',
      '総務課,主事,,,10001,2119',
      '総務課,主事,山田 一,やまだ はじめ,98031,2119',
      '総務課,主事,田中 花,,10002,2119',
    ].join('\r\n');
    await choose(page, 'ファイルを選ぶ', '直す表.csv', Buffer.from(`\ufeff${doubtful}\r\n`));
    await expect(page.getByText('取り込めない人')).toBeVisible();
    const bring = page.getByRole('button', { name: /人を取り込む$/ });
    await expect(bring).toBeDisabled();
    await expect(bring).toHaveAccessibleDescription(
      '取り込めない行が4行あります。直すか外すと、取り込めます。',
    );
    // Each person is counted once: four stop the import, one is to be looked at.
    await expect(page.getByText('うち、確かめてほしい人 1人')).toBeVisible();
    const check = page.getByRole('columnheader', { name: '確かめること' });
    const frame = page.getByRole('region', { name: '職員' });
    const [edge, wall] = [await check.boundingBox(), await frame.boundingBox()];
    expect((edge?.x ?? 0) + (edge?.width ?? Infinity)).toBeLessThanOrEqual(
      (wall?.x ?? 0) + (wall?.width ?? 0),
    );

    const lost = page.getByRole('row', { name: /^宙 浮子/ });
    await expect(lost).toContainText('「収納係」の上の課が分かりません');
    const people = page.getByRole('table', { name: '職員' }).getByRole('row');
    await expect(people.nth(1)).toContainText('宙 浮子');
    await page.getByRole('checkbox', { name: '確かめてほしい人を先に表示' }).uncheck();
    await expect(people.nth(1)).toContainText('森 一');
    await page.getByRole('checkbox', { name: '確かめてほしい人を先に表示' }).check();
    await lost.getByRole('textbox').fill('税務課 収納係');
    await lost.getByRole('textbox').press('Tab');
    await expect(bring).toHaveAccessibleDescription(/取り込めない行が3行/);
    await expect(lost).not.toContainText('上の課が分かりません');
    await isReadable('職員を取り込む');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '確かめる行をCSVで書き出す' }).click();
    const rows = readFileSync(await (await saved).path());
    expect(new TextDecoder('shift_jis').decode(rows)).toMatch(/^行,確かめること,所属,職名,氏名/);
    await expect(page.getByRole('row', { name: /^田中 花/ })).toContainText(/よみ/);
  });

  await journey.step('CP932 の内線表、300人', async () => {
    await choose(page, '別のファイルを選ぶ', '内線表.csv', phoneListCsv());
    await expect(page.getByText('文字コードは Shift_JIS（CP932） と判定しました')).toBeVisible();
    await page.getByRole('tab', { name: '課・係 44' }).click();
    const section = page.getByRole('listitem').filter({ hasText: '地域包括支援センター係' });
    await expect(section).toContainText(/\d+人/);
    await isReadable('課・係の木');
    await expect(page.getByRole('tab', { name: /この表にいない人/ })).toHaveCount(0);
    await page.getByRole('tab', { name: '職員 300' }).click();
    const button = page.getByRole('button', { name: '300人を取り込む' });
    await expect(button).toBeEnabled();
    await button.click();
    await expect(title).toHaveText('課のチャンネル', { timeout: 30_000 });
  });

  await journey.step('課のチャンネル', async () => {
    await expect(page.getByRole('listitem').filter({ hasText: '税務課 収納係' })).toContainText('10人');
    await next.click();
    await expect(title).toHaveText('つながりを確かめる');
    await expect(page.getByText('2人目の管理者がいます')).toBeVisible();
    await isReadable('つながりを確かめる');
  });

  await journey.step('配る紙', async () => {
    await page.getByRole('button', { name: '配る紙を作る' }).click();
    const slips = page.getByRole('article').filter({ hasText: 'Engawaをはじめて使う方へ' });
    await expect(slips).toHaveCount(299, { timeout: 30_000 });
    await expect(slips.filter({ hasText: '丸山' })).toContainText('01037');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSVで書き出す' }).click();
    expect((await saved).suggestedFilename()).toMatch(/\.csv$/);
  });

  await journey.step('始めると、自分の課のチャンネルがある', async () => {
    await page.getByRole('link', { name: 'Engawaを始める' }).click();
    await expect(first.channel('情報政策課')).toBeVisible({ timeout: 30_000 });
    await first.open('情報政策課');
    await first.write('準備ができました');
    await first.sees('準備ができました');
  });
});

journey('二度目の訪問では、準備は済んでいて、人は消えない', async ({ visit, watch }) => {
  journey.setTimeout(240_000);
  watch.expect(/status of 401/);
  const tsuchida = await visit('/setup');
  const { page } = tsuchida;
  await expect(page.getByRole('button', { name: 'ログイン', exact: true })).toBeVisible();
  await page.getByRole('textbox', { name: '職員番号' }).fill('05018');
  await page.getByRole('textbox', { name: 'パスワード' }).fill(password);
  await page.getByRole('button', { name: 'ログイン', exact: true }).click();
  await expect(tsuchida.channel('情報政策課')).toBeVisible();

  await journey.step('書式の違う同じ表は、違いだけが示される', async () => {
    await page.goto('/setup');
    await page.getByRole('button', { name: '次へ', exact: true }).click();
    await choose(page, 'ファイルを選ぶ', '内線表_書式違い.csv', uglyCsv());
    const told = page.getByRole('term').filter({ hasText: '変わらない人' });
    await expect(told).toBeVisible({ timeout: 20_000 });
    await expect(page.getByRole('term').filter({ hasText: '新しく入る人' })).toHaveCount(0);
  });

  await journey.step('翌年度の表は、だれがどう変わるかを言い、いない人を消さない', async () => {
    await choose(page, '別のファイルを選ぶ', '内線表_翌年度.csv', nextAprilCsv());
    await expect(page.getByRole('term').filter({ hasText: '異動する人' })).toBeVisible({ timeout: 20_000 });
    await expect(
      page
        .getByRole('row')
        .filter({ hasText: /前は .+係/ })
        .first(),
    ).toBeVisible();
    const rows = page.getByRole('table', { name: '職員' }).locator('tbody tr');
    const whom = page.getByRole('combobox', { name: '表に出す人' });
    for (const kind of ['異動する人', '変わらない人']) {
      const [, people = ''] = new RegExp(`${kind} (\\d+)人`).exec(await whom.innerText()) ?? [];
      await whom.selectOption(`${kind} ${people}人`);
      await expect(async () => {
        await rows.last().scrollIntoViewIfNeeded();
        await expect(rows).toHaveCount(Number(people), { timeout: 100 });
      }).toPass({ timeout: 10_000 });
    }
    await expect(page.getByRole('button', { name: /人を取り込む$/ })).toBeInViewport({ ratio: 1 });
    await page.getByRole('tab', { name: /この表にいない人/ }).click();
    await expect(page.getByRole('radio', { name: 'そのままにする' })).toBeChecked();
    await expect(page.getByRole('table', { name: 'この表にいない人' }).getByRole('row')).not.toHaveCount(0);
  });

  await journey.step('名前の変わった係は、前の姿を閉じるかどうか聞かれる', async () => {
    const renamed = new TextDecoder('shift_jis').decode(phoneListCsv()).replaceAll('収納係', '納税係');
    await choose(page, '別のファイルを選ぶ', '内線表_改組.csv', Buffer.from(`\ufeff${renamed}`));
    await page.getByRole('tab', { name: /^課・係/ }).click({ timeout: 20_000 });
    const closes = page.getByRole('checkbox', { name: '収納係は、だれもいなくなるので閉じる' });
    await expect(closes).toBeChecked({ timeout: 20_000 });
    await expect(page.getByRole('listitem').filter({ hasText: '納税係' })).toContainText('新しくできる');
    await closes.uncheck();
    await expect(closes).not.toBeChecked();
    await expect(page.getByRole('checkbox', { name: /閉じる$/ })).toHaveCount(1);
  });
});
