import { expect, journey } from '../stage/journey.ts';

journey('浜口さんは、どのつづりでも人をさがし、名札からメッセージを書く', async ({ enter }) => {
  const hamaguchi = await enter('濵口 悠斗', { at: '/people' });
  const { page } = hamaguchi;
  const field = page.getByRole('textbox', { name: '職員をさがす' });
  const list = page.getByRole('listbox', { name: '職員の一覧' });
  const found = (name: string | RegExp) => list.getByRole('option', { name });

  await journey.step('300人が並び、端まで送れる', async () => {
    await expect(list.getByText('職員 300人')).toBeVisible();
    await expect(list.getByRole('option').first()).toHaveAttribute('aria-setsize', '300');
    await list.getByRole('option').first().click();
    await page.keyboard.press('End');
    await expect(list.locator('[aria-posinset="300"]')).toBeVisible();
    await page.keyboard.press('Home');
    await expect(list.locator('[aria-posinset="1"]')).toBeVisible();
    await expect(list.locator('[aria-posinset="1"]')).toHaveAttribute('aria-selected', 'true');
  });

  await journey.step('どのつづりでも大西さん', async () => {
    for (const spelling of ['ooni', 'ohni', 'onisi', 'oonishi', 'おおに', 'ｵｵﾆ', 'オオニシ', '大西']) {
      await field.fill(spelling);
      await expect(found(/大西/), spelling).toHaveCount(2);
    }
    for (const slip of ['oonihsi', 'ohnixhi']) {
      await field.fill(slip);
      await expect(found(/大西/), slip).toHaveCount(2);
      await expect(page.getByText('読みの近い人や課を出しています')).toBeVisible();
    }
  });

  await journey.step('字の違い、内線、課、担当業務でも', async () => {
    await field.fill('高橋');
    await expect(found(/髙橋/)).toHaveCount(2);
    await field.fill('2209');
    await expect(found('大西 佐和子')).toBeVisible();
    await field.fill('収納係');
    await expect(found(/丸山 勉/)).toBeVisible();
    await expect(list.getByRole('option').first()).toContainText('税務課');
    await expect(list.getByText(/^課・係 \d+件$/)).toBeVisible();
    await field.fill('さかい');
    await expect(page.getByRole('button', { name: 'さ', pressed: true })).toBeVisible();
    await field.fill('ふるさと納税');
    await expect(found(/松本 朋美.*課.*担当業務：.*ふるさと納税/)).toBeVisible();
    await expect(page.getByRole('button', { pressed: true })).toHaveCount(0);
    await field.fill('ぬぬぬぬ');
    await expect(page.getByText('見つかりませんでした。よみや内線番号でもさがせます。')).toBeVisible();
  });

  await journey.step('Enter は名札へ移るだけで、話を始めない', async () => {
    await field.fill('大西佐和子');
    await expect(found(/大西 佐和子/)).toBeVisible();
    await field.press('Enter');
    await expect(page.getByRole('complementary', { name: '職員の情報' }).locator(':focus')).toBeVisible();
    await expect(page).toHaveURL(/\/people\//);
  });

  await journey.step('リンクで開いた人の行が、見えるところで選ばれている', async () => {
    await page.reload();
    const row = list.getByRole('option', { selected: true });
    await expect(row).toContainText('大西 佐和子');
    await expect(row).toBeInViewport({ ratio: 1 });
  });

  await journey.step('名札には同じ内線の人が出て、そこから書ける', async () => {
    await field.fill('大西佐和子');
    await found(/大西 佐和子/).click();
    const card = page.getByRole('complementary', { name: '職員の情報' });
    await expect(card.getByRole('heading', { name: '大西 佐和子' })).toBeVisible();
    await expect(card).toContainText('2209');
    await expect(card).toContainText('同じ番号の人');
    await card.getByRole('button', { name: 'メッセージ' }).click();
    await hamaguchi.settled('大西 佐和子');
    const mark = `扶養調査の件です ${Date.now()}`;
    await hamaguchi.write(mark);
    await hamaguchi.sees(mark);
  });
});

journey('係長の吉村さんは、自分の係の人にだけ番号を出せる', async ({ enter, accounts }) => {
  const { id: own } = await accounts.find('小林 剛志');
  const { id: other } = await accounts.find('安藤 菜摘');
  const yoshimura = await enter('吉村 滋', { at: `/people/${own}` });
  const { page } = yoshimura;
  await page.getByRole('button', { name: '番号を出す' }).click();
  const asks = page.getByRole('dialog', { name: '小林 剛志さんの番号を出しますか' });
  await asks.getByRole('button', { name: '番号を出す' }).click();
  await expect(page.getByRole('dialog', { name: '小林 剛志さんの番号' })).toContainText('1回だけ使えます');
  await page.keyboard.press('Escape');
  await page.goto(`/people/${other}`);
  await expect(page.getByRole('heading', { name: '安藤 菜摘' })).toBeVisible();
  await expect(page.getByRole('button', { name: '番号を出す' })).toHaveCount(0);
});

journey('管理者でない酒井さんに、管理の画面は開かず、帰り道がある', async ({ enter }) => {
  const sakai = await enter('酒井 保', { at: '/admin/people' });
  await expect(sakai.page.getByRole('heading', { name: 'この画面はありません' })).toBeVisible();
  await sakai.page.getByRole('link', { name: 'はじめの画面へ' }).click();
  await expect(sakai.list).toBeVisible();
});
