import { newId } from '@engawa/db/id';
import { z } from 'zod';
import { faultsFor } from '../stage/axe.ts';
import { expect, journey } from '../stage/journey.ts';

const pin = '582914';

journey('共用の端末は番号とPINで使え、2分で閉じて何も残さない', async ({ visit, enter, accounts, watch }) => {
  // Not registered yet or any more, and a wrong PIN.
  watch.expect(/401 \(Unauthorized\) .*\/api\/(place|start)/);
  const ono = await enter('小野 萌', { at: '/settings' });
  const staffNo = await accounts.staffNo('小野 萌');
  const { sections } = z
    .object({ sections: z.array(z.object({ id: z.string(), name: z.string() })) })
    .parse((await (await accounts.administrator()).get('/api/people')).body);
  const sectionId = sections.find(({ name }) => name === '収納係')?.id;
  const place = { name: '窓口3番', kind: 'counter', sectionIds: [sectionId] };
  const { data } = await accounts.command('place:add', place);
  const { placeId } = z.object({ placeId: z.string() }).parse(data);
  const issued = await accounts.command('place:code', { placeId });
  const { code } = z.object({ code: z.string() }).parse(issued.data);
  const pc = await visit('/place');

  await journey.step('設定で、パスワードを確かめてPINを決める', async () => {
    const password = `${staffNo} いつもの合言葉です`;
    await ono.page.getByLabel('いまのパスワード').last().fill(password);
    await ono.page.getByLabel('新しいPIN').fill(pin);
    await ono.page.getByRole('button', { name: 'PINを決める' }).click();
    await expect(ono.page.getByText('PINを決めてあります')).toBeVisible();
  });

  await journey.step('コードを打つと、その端末に課のようすだけが映る', async () => {
    expect(await faultsFor(pc.page, '端末の登録')).toEqual([]);
    await pc.page.getByLabel('登録のコード').fill(code);
    await pc.page.getByRole('button', { name: '登録する' }).click();
    await expect(pc.page.getByRole('heading', { name: '窓口3番' })).toBeVisible();
    await expect(pc.page.getByText('小野 萌')).toBeVisible();
    await expect(pc.page.getByText(/\d番窓口/)).toHaveCount(0);
    expect(await faultsFor(pc.page, '共用の端末')).toEqual([]);
  });

  await journey.step('違うPINでは使えず、番号とPINで使える', async () => {
    await pc.page.getByRole('button', { name: '番号とPINで使う' }).click();
    const dialog = pc.page.getByRole('dialog');
    await dialog.getByLabel('職員番号').fill(staffNo);
    await dialog.getByLabel('PIN', { exact: true }).fill('111112');
    await dialog.getByRole('button', { name: '使う' }).click();
    await expect(dialog.getByRole('alert')).toContainText('職員番号かPINが違います');
    await dialog.getByLabel('PIN', { exact: true }).fill(pin);
    await expect(dialog.getByRole('button', { name: '使う' })).toBeEnabled();
    await expect.poll(() => faultsFor(pc.page, '番号とPIN')).toEqual([]);
    await dialog.getByRole('button', { name: '使う' }).click();
    await expect(pc.page.getByText('小野 萌さんが使っています')).toBeVisible({ timeout: 20_000 });
  });

  await journey.step('書きかけて離れると2分で閉じ、何も残らない', async () => {
    await pc.page.getByRole('link', { name: 'チャット' }).click();
    await pc.open('収納係');
    await pc.field.fill('共用の端末の書きかけ');
    await expect(pc.page).toHaveTitle('Engawa');
    await pc.page.clock.install();
    await pc.reload();
    await expect(pc.page.getByText('小野 萌さんが使っています')).toBeVisible({ timeout: 20_000 });
    await pc.page.clock.fastForward(110_000);
    await pc.page.clock.runFor(2000);
    await expect(pc.page.getByText(/あと\d+秒で閉じます/)).toBeVisible();
    await pc.page.clock.runFor(15_000);
    await expect(pc.page).toHaveURL(/\/place$/, { timeout: 20_000 });
    await expect(pc.page.getByRole('heading', { name: '窓口3番' })).toBeVisible();
    const left = await pc.page.evaluate(
      `Promise.all([indexedDB.databases(), localStorage.length, sessionStorage.length, caches.keys()])`,
    );
    expect(left).toEqual([[], 0, 0, []]);
    expect(await pc.page.evaluate(`fetch('/api/start').then(({ status }) => status)`)).toBe(401);
    await pc.page.goBack();
    await expect(pc.page.getByText('共用の端末の書きかけ')).toHaveCount(0);
  });

  await journey.step('登録を外すと、1秒で何も映らない', async () => {
    await pc.page.goto('/place');
    await expect(pc.page.getByRole('heading', { name: '窓口3番' })).toBeVisible();
    await accounts.command('place:revoke', { placeId, clientId: newId() });
    await expect(pc.page.getByRole('heading', { name: 'この端末を登録する' })).toBeVisible({ timeout: 1500 });
  });
});
