import { expect, journey } from '../stage/journey.ts';
import type { Clerk } from '../stage/clerk.ts';

const password = 'みどりの縁側でお茶をのむ';

function door(clerk: Clerk) {
  const { page } = clerk;
  return {
    staffNo: page.getByRole('textbox', { name: '職員番号' }),
    password: page.getByRole('textbox', { name: 'パスワード' }),
    enter: page.getByRole('button', { name: 'ログイン', exact: true }),
    refusal: page.getByRole('alert'),
  };
}

async function signIn(clerk: Clerk, staffNo: string, word: string): Promise<void> {
  const { page } = clerk;
  const { staffNo: name, password: secret, enter } = door(clerk);
  await name.fill(staffNo);
  await secret.fill(word);
  await enter.click();
  await expect(page.getByRole('navigation', { name: '部屋' })).toBeVisible();
}

async function signOut({ page }: Clerk): Promise<void> {
  await page.getByRole('button', { name: '自分のメニュー' }).click();
  await page.getByRole('menuitem', { name: 'ログアウト' }).click();
  await expect(page.getByRole('button', { name: 'ログイン', exact: true })).toBeVisible();
}

journey('石田さんは、配られた番号で入り、自分のパスワードを決める', async ({ visit, accounts, watch }) => {
  // Refusals are answers of the server, which the browser also tells in its console.
  watch.expect(/status of (400|401|422)/);
  const code = await accounts.codeFor('石田 蓮');
  const staffNo = await accounts.staffNo('石田 蓮');
  const ishida = await visit('/sign-in');
  const { page } = ishida;
  await page.getByRole('link', { name: 'はじめて使うとき' }).click();
  await expect(page.getByRole('heading', { name: /はじめて使う/ })).toBeVisible();
  await page.getByRole('textbox', { name: '職員番号' }).fill(staffNo);

  await journey.step('違う番号は断られる', async () => {
    await page.getByRole('textbox', { name: '番号', exact: true }).fill('ABCD-EFGH-JKLM');
    await page.getByRole('button', { name: '番号を確かめる' }).click();
    await expect(page.getByRole('alert')).toContainText('この番号は使えません');
  });

  await journey.step('小文字と空白でも通り、短いパスワードとよくあるパスワードは断られる', async () => {
    await page.getByRole('textbox', { name: '番号', exact: true }).fill(` ${code.toLowerCase()} `);
    await page.getByRole('button', { name: '番号を確かめる' }).click();
    const [first, again] = [
      page.getByRole('textbox', { name: '新しいパスワード', exact: true }),
      page.getByRole('textbox', { name: '新しいパスワード（もう一度）' }),
    ];
    const decide = page.getByRole('button', { name: 'パスワードを決めて入る' });
    await first.fill('みじかい');
    await decide.click();
    await expect(page.getByText('12文字以上にしてください（あと8文字）')).toBeVisible();
    await first.fill('password1234');
    await again.fill('password1234');
    await decide.click();
    await expect(page.getByRole('alert')).toContainText('よく使われるパスワード');
    await first.fill(password);
    await again.fill(password);
    await decide.click();
    await expect(ishida.status).toHaveText(/つながっています/);
  });

  await journey.step('ログアウトし、もう一度、全角の職員番号と自分のパスワードで入る', async () => {
    await signOut(ishida);
    const wide = staffNo.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    await signIn(ishida, wide, password);
    await signOut(ishida);
    await page.goBack();
    await expect(ishida.timeline).toHaveCount(0);
  });
});

journey('違うパスワードが続くと待つことになるが、締め出されはしない', async ({ visit, accounts, watch }) => {
  watch.expect(/status of (401|429)/);
  const { login, password: right } = accounts.demo('head');
  const maruyama = await visit('/sign-in');
  const { staffNo, password: secret, enter, refusal } = door(maruyama);
  await staffNo.fill(login);
  for (let turn = 0; turn < 7 && !(await enter.isDisabled()); turn += 1) {
    await secret.fill(`まちがい ${turn}`);
    await enter.click();
    await expect(refusal).toBeVisible();
    await expect(enter.or(refusal)).not.toHaveCount(0);
  }
  await expect(refusal).toContainText(/あと\d+秒お待ちください/);
  await expect(enter).toBeDisabled();
  await expect(enter).toBeEnabled({ timeout: 20_000 });
  await signIn(maruyama, login, right);
});

journey('松井さんはパスワードを忘れ、管理者が電話で番号を伝える', async ({ enter, visit, accounts }) => {
  await accounts.session('松井 功');
  const tsuchida = await enter('土田 多恵', { at: '/admin/people' });
  const { page } = tsuchida;
  await page.getByRole('searchbox', { name: 'さがす' }).fill('まついいさお');
  await page.getByRole('button', { name: '松井 功さんにできること' }).click();
  await page.getByRole('menuitem', { name: '番号を出す' }).click();
  await page.getByRole('button', { name: '番号を出す', exact: true }).click();
  const told = page.getByRole('dialog', { name: '松井 功さんの番号', exact: true });
  const code = /[0-9A-Z]{3,}(-[0-9A-Z]{3,})+/.exec(await told.innerText())?.[0] ?? '';
  expect(code).not.toBe('');

  const matsui = await visit('/sign-in');
  await matsui.page.getByRole('link', { name: 'パスワードを忘れたとき' }).click();
  await matsui.page.getByRole('link', { name: '番号がある' }).click();
  await expect(matsui.page.getByRole('heading', { name: /はじめて使う/ })).toBeVisible();
  await matsui.page.getByRole('textbox', { name: '職員番号' }).fill(await accounts.staffNo('松井 功'));
  await matsui.page.getByRole('textbox', { name: '番号', exact: true }).fill(code);
  await matsui.page.getByRole('button', { name: '番号を確かめる' }).click();
  await matsui.page.getByRole('textbox', { name: '新しいパスワード', exact: true }).fill(password);
  await matsui.page.getByRole('textbox', { name: '新しいパスワード（もう一度）' }).fill(password);
  await matsui.page.getByRole('button', { name: 'パスワードを決めて入る' }).click();
  await expect(matsui.status).toHaveText(/つながっています/);
});

journey('古川さんは、自分の端末を見て、置いてきたほうを終わらせる', async ({ enter, watch }) => {
  watch.expect(/status of 401/, /WebSocket/);
  const left = await enter('古川 裕美');
  const desk = await enter('古川 裕美', { at: '/settings' });
  const ends = desk.page.getByRole('button', { name: '終わらせる' });
  await expect(desk.page.getByText('この端末')).toBeVisible();
  const before = await ends.count();
  await ends.first().click();
  await expect(ends).toHaveCount(before - 1);
  for (let more = before - 1; more > 0; more -= 1) {
    await ends.first().click();
    await expect(ends).toHaveCount(more - 1);
  }
  await expect(left.page.getByText('ログインの期限が切れました')).toBeVisible({ timeout: 10_000 });
  await expect(desk.status).toHaveText(/つながっています/);
});

journey('利用を止められた人は、その場で入れなくなる', async ({ enter, visit, accounts, watch }) => {
  watch.expect(/status of 401/, /WebSocket/);
  const tsuchida = await enter('土田 多恵', { at: '/admin/people' });
  const ando = await enter('安藤 菜摘');
  const number = await accounts.staffNo('安藤 菜摘');
  const { page } = tsuchida;
  await page.getByRole('searchbox', { name: 'さがす' }).fill('安藤菜摘');
  await page.getByRole('button', { name: '安藤 菜摘さんにできること' }).click();
  await page.getByRole('menuitem', { name: '利用を止める' }).click();
  await page
    .getByRole('dialog', { name: '安藤 菜摘さんの利用を止めますか' })
    .getByRole('button', { name: '止める' })
    .click();
  await expect(ando.page.getByText('ログインの期限が切れました')).toBeVisible({ timeout: 10_000 });

  const again = await visit('/sign-in');
  const { staffNo, password: secret, enter: go, refusal } = door(again);
  await staffNo.fill(number);
  await secret.fill(password);
  await go.click();
  await expect(refusal).toContainText('職員番号かパスワードが違います');
  await page.getByRole('button', { name: '元に戻す' }).click();
  await expect(page.getByText('利用を再開しました')).toBeVisible();
});
