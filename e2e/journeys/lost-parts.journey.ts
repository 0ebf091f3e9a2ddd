import { expect, journey } from '../stage/journey.ts';

journey('途中で取り損ねた部品は、あとから揃い、裸のままでは出ない', async ({ visit, accounts, watch }) => {
  watch.expect(/net::ERR_CONNECTION_REFUSED/);
  const { login, password } = accounts.demo('clerk');
  const clerk = await visit('/sign-in');
  const { page } = clerk;
  let lost = 0;
  await page.route(/SwitcherDialog\.[^/]*\.css$/, (route) =>
    ++lost > 2 ? route.continue() : route.abort('connectionrefused'),
  );

  await page.getByRole('textbox', { name: '職員番号' }).fill(login);
  await page.getByRole('textbox', { name: 'パスワード' }).fill(password);
  await page.getByRole('button', { name: 'ログイン', exact: true }).click();
  await expect(clerk.status).toHaveText(/つながっています/, { timeout: 30_000 });
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: /さがす/ });
  await expect(field).toBeFocused({ timeout: 20_000 });
  expect(lost).toBe(3);
  // Bare, the dialog hangs in the corner of the page.
  const place = await page.getByRole('dialog').boundingBox();
  expect(place?.x).toBeGreaterThan(200);
});
