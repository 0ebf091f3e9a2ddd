import { expect, journey } from '../stage/journey.ts';
import type { Clerk } from '../stage/clerk.ts';

/** The line of somebody on the board. */
const line = ({ page }: Clerk, name: string) => page.getByRole('listitem').filter({ hasText: name });
const chip = ({ page }: Clerk) => page.getByRole('button', { name: /^自分の行き先 / });

journey('行き先を一押しで入れると、見ている人に1秒で伝わる', async ({ enter }) => {
  const ono = await enter('小野 萌', { at: '/board' });
  const ueno = await enter('上野 玲子', { at: '/board' });
  const ishii = await enter('石井 珠美', { at: '/channels' });

  await journey.step('数字のキーで窓口にし、時刻を選ぶ', async () => {
    await expect(line(ueno, '小野 萌')).toBeVisible();
    await ono.page.keyboard.press('2');
    const pressed = performance.now();
    await expect(line(ueno, '小野 萌')).toContainText('窓口', { timeout: 1000 });
    expect(performance.now() - pressed).toBeLessThan(1000);
    await expect(chip(ono)).toHaveAccessibleName(/窓口/);
  });

  await journey.step('場所や用件を書くと、同じ課の人だけが読む', async () => {
    await ono.page.keyboard.press('t');
    const dialog = ono.page.getByRole('dialog', { name: '自分の行き先を書く' });
    await dialog.getByLabel('場所や用件').fill('3番窓口');
    await dialog.getByLabel('ひとこと').fill('応援中');
    await dialog.getByRole('button', { name: '入れる' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(line(ueno, '小野 萌')).toContainText('3番窓口');
    await ishii.page.getByRole('link', { name: '職員', exact: true }).click();
    await ishii.page.getByRole('textbox', { name: '職員をさがす' }).fill('小野萌');
    await ishii.page.getByRole('option', { name: /小野 萌/ }).click();
    await expect(ishii.page.getByText('窓口にいます')).toBeVisible();
    await expect(ishii.page.getByText('3番窓口')).toBeVisible();
  });

  await journey.step('読み直しても、ほかの人には何も起きない', async () => {
    await ono.page.reload();
    await expect(chip(ono)).toHaveAccessibleName(/窓口/);
    await expect(line(ueno, '小野 萌')).toContainText('窓口');
    await expect(line(ueno, '小野 萌')).not.toContainText('未接続');
  });

  await journey.step('過ぎた帰庁予定は、本人と同じ係の人だけが見る', async () => {
    const late = /上野 玲子 さんの帰庁予定/;
    await expect(ono.page.getByText(late)).toBeVisible();
    await expect(ueno.page.getByText(/あなたの帰庁予定/)).toBeVisible();
    await ishii.page.goto('/board');
    await expect(line(ishii, '上野 玲子')).toContainText('外出');
    await expect(ishii.page.getByText(late)).toHaveCount(0);
    await expect(line(ishii, '上野 玲子').getByText(/\d:\d\d/)).toHaveCount(0);
  });

  await journey.step('代わりに入れると、本人に知らせる', async () => {
    const row = line(ono, '上野 玲子');
    await row.hover();
    await row.getByRole('button', { name: '上野 玲子さんの行き先を代わりに入れる' }).click();
    const dialog = ono.page.getByRole('dialog');
    await dialog.getByLabel('行き先', { exact: true }).selectOption({ label: '在席' });
    await dialog.getByRole('button', { name: '入れる' }).click();
    await expect(line(ono, '上野 玲子')).toContainText('在席');
    await expect(
      ueno.page.getByText('小野 萌さんが代わりに入れました').filter({ visible: true }),
    ).toBeVisible();
    await chip(ueno).click();
    await ueno.page.getByRole('menuitem', { name: 'わかりました' }).click();
    await chip(ueno).click();
    await expect(ueno.page.getByRole('menuitem', { name: 'わかりました' })).toHaveCount(0);
    await ueno.page.keyboard.press('Escape');
  });

  await journey.step('応答しないは、終わりの時刻つき', async () => {
    await chip(ueno).click();
    await ueno.page.getByRole('menuitem', { name: '応答しない　30分' }).click();
    await chip(ueno).click();
    await ueno.page.getByRole('menuitem', { name: /応答する/ }).click();
  });

  await journey.step('自分の予定表を取り込み、取り消せる。選んだ行き先はそのまま', async () => {
    const { page } = ishii;
    const at = (ms: number) => new Date(Date.now() + ms).toISOString().replace(/[-:]|\.\d+/g, '');
    const entry = (summary: string, ...lines: string[]) =>
      ['BEGIN:VEVENT', `UID:${summary}`, ...lines, `SUMMARY:${summary}`, 'END:VEVENT'].join('\r\n');
    const span = [`DTSTART:${at(-60_000)}`, `DTEND:${at(3_600_000)}`];
    const file = [
      'BEGIN:VCALENDAR\r\nVERSION:2.0',
      entry('県庁へ出張', ...span, 'LOCATION:県庁'),
      entry('山田さん', ...span),
      'END:VCALENDAR\r\n',
    ].join('\r\n');
    await page.goto('/settings');
    await page
      .locator('input[accept*=".ics"]')
      .setInputFiles({ name: '予定.ics', mimeType: 'text/calendar', buffer: Buffer.from(file) });
    await expect(page.getByText('行き先がわかる予定 1件')).toBeVisible();
    await expect(page.getByText(/読み取れない予定1件は入れません/)).toBeVisible();
    await page.getByRole('button', { name: '1件を取り込む' }).click();
    await expect(page.getByText('予定1件を取り込みました')).toBeVisible();
    // What she chose by hand stands until its time.
    await expect(chip(ishii)).not.toHaveAccessibleName(/外出/);
    await page.getByRole('button', { name: '前に入れた予定を消す' }).click();
    await expect(page.getByText('予定0件を取り込みました')).toBeVisible();
  });
});

journey('壁には、名前と状態と時刻だけが出る', async ({ enter }) => {
  const noguchi = await enter('野口 智子', { at: '/board' });
  await journey.step('壁に映す', async () => {
    await noguchi.page.getByRole('link', { name: '壁に映す' }).click();
    await expect(noguchi.page.getByText('小池 葵')).toBeVisible();
    await expect(noguchi.page.getByText('現在')).toBeVisible();
    await expect(noguchi.page.getByText(/\d番窓口/)).toHaveCount(0);
    await expect(noguchi.page.getByText('休暇')).toHaveCount(0);
    await noguchi.page.getByRole('link', { name: '案内板に戻る' }).click();
    await expect(noguchi.page.getByRole('heading', { name: '行き先案内板' })).toBeVisible();
  });
});
