import { expect, journey } from '../stage/journey.ts';

journey('酒井さんは、マウスなしで入り、人をさがし、書き、送り、部屋を移る', async ({ visit, accounts }) => {
  const { login, password } = accounts.demo('clerk');
  const sakai = await visit('/sign-in');
  const { page } = sakai;
  const { keyboard } = page;
  const mark = Date.now().toString(36);

  await journey.step('入る', async () => {
    await expect(page.getByRole('textbox', { name: '職員番号' })).toBeFocused();
    await keyboard.type(login);
    await keyboard.press('Tab');
    await keyboard.type(password);
    await keyboard.press('Enter');
    await expect(sakai.status).toHaveText(/つながっています/, { timeout: 30_000 });
  });

  await journey.step('Ctrl+K で人をさがし、つながっていないので書き始める', async () => {
    await keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name: /さがす/ })).toBeFocused();
    await keyboard.type('ohnisi sawa');
    await expect(page.getByRole('option', { name: /大西 佐和子/ })).toHaveAttribute('aria-selected', 'true');
    await keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: '大西 佐和子' })).toBeVisible();
    await expect(page.getByRole('textbox', { name: '職員をさがす' })).toBeFocused();
    await keyboard.press('Enter');
    const card = page.getByRole('complementary', { name: '職員の情報' });
    await expect(card.locator('button:focus')).toBeVisible();
    // What stands first follows from where she is.
    const message = card.getByRole('button', { name: 'メッセージ' });
    for (let tabs = 0; tabs < 4 && !(await message.evaluate((it) => it.matches(':focus'))); tabs += 1)
      await keyboard.press('Tab');
    await expect(message).toBeFocused();
    await keyboard.press('Enter');
    await sakai.settled('大西 佐和子');
  });

  await journey.step('開いた部屋では書くところにいて、Enter で送る', async () => {
    await expect(sakai.field).toBeFocused();
    await keyboard.type(`キーだけで書きました ${mark}`);
    await keyboard.press('Enter');
    await sakai.sees(`キーだけで書きました ${mark}`);
  });

  await journey.step('開いたお知らせは、Esc で先に閉じる', async () => {
    const bell = page.getByRole('button', { name: /^お知らせ/ });
    const panel = page.getByRole('dialog', { name: 'お知らせ' });
    await bell.focus();
    await keyboard.press('Enter');
    await expect(panel).toBeVisible();
    await keyboard.press('Escape');
    await expect(panel).toBeHidden();
    await expect(sakai.field).not.toBeFocused();
    await keyboard.press('Escape');
    await expect(sakai.field).toBeFocused();
  });

  await journey.step('↑ で発言をたどり、Esc で戻る', async () => {
    await expect(sakai.field).toBeFocused();
    await keyboard.press('ArrowUp');
    await expect(sakai.field).not.toBeFocused();
    await expect(sakai.rows(mark).getByRole('toolbar', { name: '発言の操作' })).toBeVisible();
    await keyboard.press('Escape');
    await expect(sakai.field).toBeFocused();
  });

  await journey.step('F6 で欄を一周し、Shift+F6 で戻る', async () => {
    const panes = [
      page.getByRole('complementary', { name: 'メンバーの一覧' }),
      page.getByRole('navigation', { name: '部屋' }),
      page.getByRole('navigation', { name: 'チャンネルの一覧' }),
      page.getByRole('main'),
    ];
    for (const pane of panes) {
      await keyboard.press('F6');
      await expect(pane.locator(':focus').or(pane.and(page.locator(':focus')))).toHaveCount(1);
    }
    await keyboard.press('Shift+F6');
    await expect(sakai.list.locator(':focus')).toHaveCount(1);
  });

  await journey.step('一覧は Tab ひとつで入り、矢印と文字で移り、右の矢印で操作を開く', async () => {
    const focused = sakai.list.locator(':focus');
    await expect(focused).toHaveAccessibleName(/大西 佐和子/);
    await keyboard.press('Tab');
    await expect(focused).toHaveCount(0);
    await keyboard.press('Shift+Tab');
    await expect(focused).toHaveAccessibleName(/大西 佐和子/);
    await keyboard.press('Home');
    await expect(focused).toHaveRole('button');
    await keyboard.press('ArrowDown');
    await expect(focused).toHaveRole('link');
    await expect(async () => {
      await keyboard.type('oonisi');
      await expect(focused).toHaveAccessibleName(/大西 佐和子/, { timeout: 500 });
    }).toPass();
    await keyboard.press('ArrowRight');
    await expect(page.getByRole('menuitem', { name: '知らせない' })).toBeVisible();
    await keyboard.press('Escape');
    await expect(focused).toHaveAccessibleName(/大西 佐和子/);
  });

  await journey.step('一覧から Enter で別の部屋を開き、Alt+↑ で前の部屋へ', async () => {
    await sakai.channel('収納係').focus();
    await keyboard.press('Enter');
    await sakai.settled('収納係');
    await expect(sakai.field).toBeFocused();
    const before = page.url();
    await keyboard.press('Alt+ArrowDown');
    await expect(page).not.toHaveURL(before);
    await keyboard.press('Alt+ArrowUp');
    await expect(page).toHaveURL(before);
    await expect(sakai.field).toBeFocused();
  });

  await journey.step('ページそのものは、窓より大きくならない', async () => {
    const over = await page.evaluate('document.documentElement.scrollHeight - innerHeight');
    expect(over).toBeLessThanOrEqual(0);
  });

  await journey.step('Ctrl+/ でキーの一覧を見て、Esc で閉じる', async () => {
    await keyboard.press('Control+/');
    const keys = page.getByRole('dialog', { name: 'キーの一覧' });
    await expect(keys).toContainText('次の欄へ移る');
    await expect(keys).toContainText('書くところへ');
    await expect(keys).toContainText(/Shift\s*Enter\s*改行/);
    await expect(keys).toContainText('自分の発言を編集');
    await expect(page.locator('.tooltip')).toHaveCount(0);
    await keyboard.press('Escape');
    await expect(keys).toHaveCount(0);
  });
});
