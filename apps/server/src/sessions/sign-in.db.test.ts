import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestBrowser } from '../../../../infra/test-browser.ts';
import { testHouse, type Made, type TestHouse } from '../../../../infra/test-house.ts';

const password = 'うみかぜと柿の木の下 42';
let house: TestHouse;
let hanako: Made;

beforeAll(async () => {
  house = await testHouse();
  hanako = await house.person('山田 花子');
  await house.db
    .updateTable('person')
    .set({ staffNo: '204513', loginName: 'hanako' })
    .where('id', '=', hanako.id)
    .execute();
  const misaki = await house.connect(await house.person('髙田 美咲', { roles: ['system'] }));
  const { code } = await misaki.command('code:issue', { personId: hanako.id });
  const told = await stranger().post('/api/activate', { name: '204513', code, password });
  expect(told.status).toBe(200);
});
afterAll(() => house.stop());

const stranger = () => new TestBrowser(house.origins.lgwan);

test('a staff number or a login name lets in, in any width', async () => {
  for (const name of ['204513', '２０４５１３', ' hanako ', 'HANAKO']) {
    const browser = stranger();
    const told = await browser.post('/api/sign-in', { name, password });
    expect(told.body).toEqual({ personId: hanako.id });
    expect(told.headers.get('set-cookie')).toMatch(
      /^engawa-lgwan=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect((await browser.get('/api/sessions')).status).toBe(200);
    expect((await browser.post('/api/sign-out')).status).toBe(200);
    expect((await browser.get('/api/sessions')).status).toBe(401);
  }
});

test('the welcome says where one is', async () => {
  const told = await new TestBrowser(house.origins.internet).get('/api/welcome');
  expect(told.body).toEqual({
    hallName: '',
    helpLine: '',
    zone: 'internet',
    needsSetup: false,
    signedIn: false,
  });
});

test('a wrong password and an unknown account look alike', async () => {
  const told = await stranger().post('/api/sign-in', { name: '204513', password: 'wrong password' });
  const unknown = await stranger().post('/api/sign-in', { name: '999999', password: 'wrong password' });
  expect(told.status).toBe(401);
  expect(told.text).toBe(unknown.text);
});

test('time does not tell either whether there is such an account', async () => {
  await house.person('まだ 入っていない人');
  const took: Record<string, number[]> = { '204513': [], '100003': [], '999999': [] };
  for (let round = 0; round < 9; round += 1) {
    for (const [name, times] of Object.entries(took)) {
      await house.db.deleteFrom('signInFailure').execute();
      const started = performance.now();
      await stranger().post('/api/sign-in', { name, password: 'wrong password' });
      times.push(performance.now() - started);
    }
  }
  const medians = Object.values(took).map((times) => times.sort((a, b) => a - b)[4] ?? 0);
  expect(Math.max(...medians) / Math.min(...medians)).toBeLessThan(1.6);
});

test('the log says which account was tried and from which device, and never what else was typed', async () => {
  const edge = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit Chrome/130 Edg/130' };
  const recorded = () =>
    house.db
      .selectFrom('audit')
      .select(['action', 'actorId', 'targetId', 'detail', 'zone', 'address'])
      .where('action', 'in', ['sign-in:failed', 'code:failed'])
      .orderBy('id', 'desc')
      .execute();
  const before = (await recorded()).length;
  const browser = stranger();
  await browser.ask('POST', '/api/sign-in', { name: 'hanako', password: 'wrong password' }, edge);
  await browser.ask('POST', '/api/sign-in', { name: 'ひみつの合言葉 123', password: 'hanako' }, edge);
  await browser.ask('POST', '/api/activate/check', { name: '204513', code: 'AAAA-AAAA' }, edge);
  const rows = await recorded();
  const here = { actorId: null, zone: 'lgwan', address: '127.0.0.1' };
  const device = 'Edge · Windows';
  const named = (nameTyped: string) => ({ ...here, targetId: hanako.id, detail: { nameTyped, device } });
  expect(rows.slice(0, rows.length - before)).toEqual([
    { action: 'code:failed', ...named('204513') },
    { action: 'sign-in:failed', ...here, targetId: null, detail: { device } },
    { action: 'sign-in:failed', ...named('hanako') },
  ]);
});
