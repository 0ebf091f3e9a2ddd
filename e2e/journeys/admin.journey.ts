import { expect, journey } from '../stage/journey.ts';

journey('土田さんは、役割・機密性の名前・スタンプ・市の設定を変え、記録で確かめる', async ({ enter }) => {
  const mark = Date.now().toString(36).slice(-5);
  const tsuchida = await enter('土田 多恵', { at: '/admin/roles' });
  const { page } = tsuchida;
  const go = (name: string) => page.getByRole('link', { name, exact: true }).click();

  await journey.step('記録を見る人を加え、外す', async () => {
    await page.getByRole('button', { name: '記録を見る人を加える' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').or(dialog.getByRole('combobox')).fill('kimura kenji');
    await dialog
      .getByRole('option')
      .or(dialog.getByRole('button', { name: /木村 研二/ }))
      .first()
      .click();
    await expect(page.getByText('木村 研二さんを記録を見る人にしました')).toBeVisible();
    const kimura = await enter('木村 研二', { at: '/admin/audit' });
    await expect(kimura.page.getByRole('row', { name: '役割を加えた' }).first()).toBeVisible();
    await expect(kimura.page.getByRole('link', { name: '役割', exact: true })).toHaveCount(0);
    await page.getByRole('button', { name: '木村 研二さんから外す' }).click();
    await expect(page.getByText('木村 研二さんを記録を見る人から外しました')).toBeVisible();
  });

  await journey.step('表の印を外すと、確かめられてから効き、元に戻せる', async () => {
    await go('機密性と接続元');
    await expect(page.getByRole('table').first()).toBeVisible();
    const box = page.getByRole('checkbox', { name: '機密性1 印刷', exact: true });
    const was = await box.isChecked();
    await box.click();
    await expect(box).toBeChecked({ checked: !was });
    await box.click();
    await expect(box).toBeChecked({ checked: was });
  });

  await journey.step('スタンプを加えると、すぐに押せ、しまうと押せなくなる', async () => {
    // The first answer comes late, as on a busy morning: what is heard meanwhile is newer and stays.
    await page.route('**/api/start', async (route) => {
      await new Promise((go) => setTimeout(go, 1500));
      await route.continue();
    });
    await go('スタンプ');
    await page.getByRole('textbox', { name: 'ことば', exact: true }).fill(`承知 ${mark}`);
    await page.getByRole('textbox', { name: '英語のことば' }).fill(`Noted ${mark}`);
    await page.getByRole('button', { name: '加える' }).click();
    await expect(page.getByRole('row', { name: `承知 ${mark}` })).toBeVisible();
    const reader = await enter('木村 研二');
    await reader.open('危機管理係');
    const row = reader.timeline.getByRole('article').last();
    await row.hover();
    await row.getByRole('button', { name: 'スタンプ' }).click();
    await expect(reader.page.getByRole('menuitemcheckbox', { name: `承知 ${mark}` })).toBeVisible();
    await reader.page.keyboard.press('Escape');
    await page
      .getByRole('row', { name: `承知 ${mark}` })
      .getByRole('button', { name: 'しまう' })
      .click();
    const offered = reader.page.getByRole('menuitemcheckbox');
    await expect(async () => {
      await reader.page.keyboard.press('Escape');
      await row.hover();
      await row.getByRole('button', { name: 'スタンプ' }).click({ timeout: 1000 });
      await expect(offered.filter({ hasText: '了解' })).toBeVisible({ timeout: 1000 });
      await expect(offered.filter({ hasText: `承知 ${mark}` })).toHaveCount(0, { timeout: 100 });
    }).toPass();
  });

  await journey.step('困ったときの連絡先を変えると、残る', async () => {
    await go('市の設定');
    const line = page.getByRole('textbox', { name: '困ったときの連絡先' });
    await line.fill(`情報政策課（内線2140） ${mark}`);
    await page.getByRole('button', { name: '変える' }).click();
    await expect(page.getByText('変えました')).toBeVisible();
    await page.reload();
    await expect(line).toHaveValue(`情報政策課（内線2140） ${mark}`);
  });

  await journey.step('したことは、だれが・何をで記録からさがせ、CSVにできる', async () => {
    await go('記録');
    await page.getByRole('combobox', { name: 'したこと' }).selectOption('スタンプを加えた');
    await expect(page.getByRole('row', { name: '土田 多恵' }).first()).toContainText('スタンプを加えた');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSVに書き出す' }).click();
    expect((await download).suggestedFilename()).toMatch(/^audit-\d{4}-\d\d-\d\d\.csv$/);
  });
});

journey('荒木さんの端末は、管理者からひとつずつ終わらせられる', async ({ enter, watch }) => {
  watch.expect(/status of 401/, /WebSocket/);
  const araki = await enter('荒木 孝之');
  const tsuchida = await enter('土田 多恵', { at: '/admin/people' });
  const { page } = tsuchida;
  await page.getByRole('searchbox', { name: 'さがす' }).fill('あらきたかゆき');
  await page.getByRole('button', { name: '荒木 孝之さんにできること' }).click();
  await page.getByRole('menuitem', { name: 'ログイン中の端末' }).click();
  const dialog = page.getByRole('dialog');
  const ends = dialog.getByRole('button', { name: '終わらせる' });
  await expect(ends.first()).toBeVisible();
  while ((await ends.count()) > 0) {
    const left = await ends.count();
    await ends.first().click();
    await expect(ends).toHaveCount(left - 1);
  }
  await expect(araki.page.getByText('ログインの期限が切れました')).toBeVisible();
});
