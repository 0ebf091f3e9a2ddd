import type { Clerk } from '../stage/clerk.ts';
import { expect, journey } from '../stage/journey.ts';

const rail = ({ page }: Clerk) => page.getByRole('link', { name: /^メモ/ });
const list = ({ page }: Clerk) => page.getByRole('listbox', { name: '電話メモの一覧' });
const flow = ({ page }: Clerk) => page.getByRole('region', { name: 'このメモの流れ' });
const field = ({ page }: Clerk, name: string) => page.getByRole('dialog').getByRole('textbox', { name });

async function address(clerk: Clerk, words: string, found: RegExp): Promise<void> {
  await clerk.page.getByRole('dialog').getByRole('combobox', { name: 'だれに' }).fill(words);
  await clerk.page.getByRole('dialog').getByRole('option', { name: found }).first().click();
}

journey('外からの電話のメモが、担当、頼んだ人、結果をへて、書いた人に伝わる', async ({ enter }) => {
  const onishi = await enter('大西 佐和子', { at: '/memos' });
  const ueno = await enter('上野 玲子');
  const ono = await enter('小野 萌');
  const batch = Date.now().toString(36);
  const subject = `納税証明書の件 ${batch}`;

  await journey.step('大西さんが、外からの電話を上野さんに残す', async () => {
    await onishi.page.getByRole('button', { name: 'メモを書く' }).click();
    await address(onishi, 'うえの れいこ', /上野 玲子/);
    await field(onishi, '電話の相手').fill(`北川 ${batch}`);
    await field(onishi, '会社・団体').fill('北川製作所');
    await field(onishi, '電話番号').fill('0767-55-0142');
    await field(onishi, '用件').fill(subject);
    await field(onishi, '内容').fill('領収書をお持ちです。');
    await onishi.page.getByRole('checkbox', { name: /急ぎ/ }).check();
    await onishi.page.getByRole('button', { name: '残す' }).click();
    await expect(onishi.page.getByRole('dialog')).toHaveCount(0);
    await onishi.page.getByRole('tab', { name: /頼んだもの/ }).click();
    await expect(list(onishi).getByRole('option', { name: subject })).toBeVisible();
  });

  await journey.step('上野さんの戸口に数が出て、開くと大西さんに伝わる', async () => {
    await expect(rail(ueno)).toHaveAccessibleName(/あなたあて \d+件/, { timeout: 15_000 });
    await ueno.page.getByRole('button', { name: /^お知らせ.*電話メモ\d+件/ }).click();
    const bell = ueno.page.getByRole('dialog', { name: 'お知らせ' });
    await expect(bell.getByText(/折り返しを待っている \d+件/)).toBeVisible();
    await expect(bell.getByRole('link').first()).toBeVisible();
    await ueno.page.keyboard.press('Escape');
    await rail(ueno).click();
    await list(ueno).getByRole('option', { name: subject }).click();
    await expect(ueno.page.getByRole('heading', { name: `北川 ${batch}` })).toBeVisible();
    await expect(ueno.page.getByText('0767-55-0142')).toBeVisible();
    await expect(flow(ueno)).toContainText('上野さんが開きました');
    await expect(onishi.page.getByText(`上野 玲子さんが担当します：${subject}`)).toBeVisible();
    await list(onishi).getByRole('option', { name: subject }).click();
    await expect(flow(onishi)).toContainText('上野さんが開きました');
    await expect(flow(ueno)).toContainText('大西さんに伝わりました');
  });

  await journey.step('上野さんが小野さんに頼み、自分の頼んだものに残る', async () => {
    await ueno.page.getByRole('button', { name: 'ほかの人に頼む' }).click();
    await address(ueno, 'おの もえ', /小野 萌/);
    await field(ueno, 'ひとこと').fill('分納の担当なので');
    await ueno.page.getByRole('button', { name: '頼む', exact: true }).click();
    await expect(ueno.page.getByRole('dialog')).toHaveCount(0);
    await ueno.page.getByRole('tab', { name: /頼んだもの/ }).click();
    await expect(list(ueno).getByRole('option', { name: subject })).toBeVisible();
    await expect(rail(ono)).toHaveAccessibleName(/あなたあて \d+件/, { timeout: 15_000 });
  });

  await journey.step('小野さんが結果を書いて済みにし、二人に伝わる', async () => {
    await rail(ono).click();
    await list(ono).getByRole('option', { name: subject }).click();
    await ono.page.getByRole('textbox', { name: '結果' }).fill('2回に分けて納めることになりました。');
    await ono.page.getByRole('textbox', { name: '結果' }).press('Control+Enter');
    await expect(
      ono.page.getByRole('status').filter({ hasText: '小野 萌さんが済みにしました' }),
    ).toBeVisible();
    for (const asked of [onishi, ueno]) {
      await expect(asked.page.getByText('2回に分けて納めることになりました。').first()).toBeVisible();
      await expect(flow(asked)).toContainText('小野さんが済みにしました');
    }
  });
});

journey('係あてのメモを一人が担当し、チャットで返して、その場で済みにする', async ({ enter }) => {
  const onishi = await enter('大西 佐和子', { at: '/memos' });
  const ueno = await enter('上野 玲子', { at: '/memos' });
  const ono = await enter('小野 萌', { at: '/memos' });
  const batch = Date.now().toString(36);
  const subject = `当番表 ${batch}`;

  await journey.step('大西さんが、自分の用を収納係に残す', async () => {
    await onishi.page.keyboard.press('n');
    await address(onishi, '収納係', /収納係/);
    await onishi.page.getByRole('radio', { name: '自分の用' }).check();
    await field(onishi, '用件').fill(subject);
    await onishi.page.getByRole('button', { name: '残す' }).click();
    await expect(onishi.page.getByRole('dialog')).toHaveCount(0);
  });

  await journey.step('上野さんが担当し、小野さんは担当がいるとわかる', async () => {
    for (const clerk of [ueno, ono]) {
      await clerk.page.getByRole('tab', { name: /^(収納係|係)あて/ }).click();
      await list(clerk).getByRole('option', { name: subject }).click();
    }
    await ueno.page.getByRole('button', { name: '担当する' }).click();
    await expect(ono.page.getByText('上野 玲子さんが担当しています')).toBeVisible();
  });

  await journey.step('チャットに用件が引かれ、送ると返したことになる', async () => {
    await ueno.page.getByRole('button', { name: 'チャットで返す' }).click();
    await expect(ueno.field).toHaveValue(new RegExp(`> ${subject}`));
    await ueno.field.press('Control+End');
    await ueno.page.keyboard.type(`29日はわたしが出ます ${batch}`);
    await ueno.field.press('Enter');
    await ueno.sees(`29日はわたしが出ます ${batch}`);
    await expect(flow(ono)).toContainText('上野さんがチャットで返しました');
    await ueno.page.getByText(`電話メモ「${subject}」`).waitFor();
    await ueno.page.getByRole('button', { name: '済みにする' }).click();
    await expect(ueno.page.getByText(`電話メモ「${subject}」`)).toHaveCount(0);
    await expect(flow(ono)).toContainText('上野さんが済みにしました');
  });
});
