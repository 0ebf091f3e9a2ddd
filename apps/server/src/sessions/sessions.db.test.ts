import { afterAll, beforeAll, expect, test } from 'vitest';
import { OwnSession } from '@engawa/contract/sessions';
import { z } from 'zod';
import { TestBrowser } from '../../../../infra/test-browser.ts';
import { testHouse, type Made, type TestHouse } from '../../../../infra/test-house.ts';

let house: TestHouse;
let head: Made;
let clerk: Made;
let auditor: Made;
let stranger: Made;

beforeAll(async () => {
  house = await testHouse();
  head = await house.person('高橋 修');
  clerk = await house.person('中出 さやか');
  auditor = await house.person('岸 洋平', { roles: ['audit'] });
  stranger = await house.person('山本 真理');
  const department = await house.section('総務部', [head], []);
  await house.section('総務課', [], [clerk, auditor], department);
  await house.section('議会事務局', [], [stranger]);
});
afterAll(() => house.stop());

const browserOf = (person: Made, zone: 'lgwan' | 'internet' = 'lgwan') =>
  new TestBrowser(house.origins[zone], person.cookies[zone]);
const codesOf = (personId: string) =>
  house.db
    .selectFrom('signInCode')
    .selectAll()
    .where('personId', '=', personId)
    .orderBy('issuedAt')
    .execute();
const staffNoOf = async (personId: string) =>
  (await house.db.selectFrom('person').select('staffNo').where('id', '=', personId).executeTakeFirstOrThrow())
    .staffNo;

test('one sees where one is signed in, and ends sessions one by one', async () => {
  const desk = await house.connect(clerk);
  const home = await house.connect(clerk, 'internet');
  const list = z.array(OwnSession).parse((await browserOf(clerk).get('/api/sessions')).body);
  expect(list.map(({ zone, current }) => [zone, current]).sort()).toEqual([
    ['guest', false],
    ['internet', false],
    ['lgwan', true],
  ]);
  const there = list.find(({ zone }) => zone === 'internet');
  const cut = new Promise((resolve) => home.socket.once('disconnect', resolve));
  await desk.command('session:end', { id: there?.id ?? '' });
  await cut;
  expect(await desk.event('session:ended')).toMatchObject({ data: { sessionId: there?.id } });
  expect((await browserOf(clerk, 'internet').get('/api/sessions')).status).toBe(401);
  expect((await browserOf(clerk).get('/api/sessions')).status).toBe(200);
});

test('the session of somebody else cannot be seen or ended', async () => {
  const [other] = z.array(OwnSession).parse((await browserOf(stranger).get('/api/sessions')).body);
  const desk = await house.connect(clerk);
  expect(await desk.answer('session:end', { id: other?.id ?? '' })).toMatchObject({
    error: { code: 'not_found' },
  });
});

test('a session counts only in the zone it was opened in', async () => {
  const carried = stranger.cookies.internet.replace('internet', 'lgwan');
  for (const cookie of [stranger.cookies.internet, carried]) {
    expect((await new TestBrowser(house.origins.lgwan, cookie).get('/api/sessions')).status).toBe(401);
  }
});

test.each([
  ['idle for eight hours', { seenAt: new Date(Date.now() - 8 * 3_600_000 - 1000) }],
  ['twelve hours old', { expiresAt: new Date(Date.now() - 1000) }],
])('a session that is %s is over', async (_why, change) => {
  const person = await house.person('松井 博');
  expect((await browserOf(person).get('/api/start')).status).toBe(200);
  await house.db.updateTable('session').set(change).where('personId', '=', person.id).execute();
  expect((await browserOf(person).get('/api/start')).status).toBe(401);
  await expect(house.connect(person)).rejects.toThrow();
});

test('the head of the section above gives a code that is good once', async () => {
  const phone = await house.connect(head);
  const issued = await phone.command('code:issue', { personId: clerk.id });
  expect(issued.code).toMatch(/^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/);
  const minutes = (new Date(issued.expiresAt).getTime() - Date.now()) / 60_000;
  expect(Math.round(minutes)).toBe(30);
  const form = {
    name: await staffNoOf(clerk.id),
    code: issued.code.toLowerCase().replace('-', ''),
    password: '柿の実が色づく秋の午後3時',
  };
  const desk = await house.connect(clerk);
  const cut = new Promise((resolve) => desk.socket.once('disconnect', resolve));
  const browser = new TestBrowser(house.origins.lgwan);
  expect((await browser.post('/api/activate/check', { name: form.name, code: form.code })).status).toBe(200);
  expect((await browser.post('/api/activate', form)).status).toBe(200);
  await cut;
  expect((await browserOf(clerk).get('/api/start')).status).toBe(401);
  expect((await new TestBrowser(house.origins.lgwan).post('/api/activate', form)).body).toMatchObject({
    error: { code: 'wrong_code' },
  });
  const audit = await house.db
    .selectFrom('audit')
    .select(['action', 'actorId'])
    .where('targetId', '=', clerk.id)
    .execute();
  expect(audit).toContainEqual({ action: 'code:issued', actorId: head.id });
});

test('a code is kept nowhere in clear, and a retry says that it was shown instead of an empty one', async () => {
  const phone = await house.connect(head);
  const clientId = '0197c000-0000-7000-8000-000000000001';
  const first = await phone.command('code:issue', { personId: clerk.id, clientId });
  const again = await phone.answer('code:issue', { personId: clerk.id, clientId });
  expect(again).toEqual({ ok: false, error: { code: 'shown_once', retry: false } });
  const { rows } = await house.platform.sql`
    select exists (select 1 from command_result where result::text like ${'%' + first.code + '%'}) as kept`.then(
    (all) => ({ rows: all }),
  );
  expect(rows[0]?.['kept']).toBe(false);
});

test('nobody gives codes outside the own section, for people with a role, or after 30 minutes', async () => {
  const phone = await house.connect(head);
  for (const personId of [stranger.id, auditor.id]) {
    expect(await phone.answer('code:issue', { personId })).toMatchObject({ error: { code: 'not_allowed' } });
  }
  const other = await house.connect(stranger);
  expect(await other.answer('code:issue', { personId: clerk.id })).toMatchObject({
    error: { code: 'not_allowed' },
  });
  const issued = await phone.command('code:issue', { personId: clerk.id });
  await house.db
    .updateTable('signInCode')
    .set({ expiresAt: new Date(Date.now() - 1) })
    .execute();
  const told = await new TestBrowser(house.origins.lgwan).post('/api/activate/check', {
    name: await staffNoOf(clerk.id),
    code: issued.code,
  });
  expect(told.body).toMatchObject({ error: { code: 'wrong_code' } });
  expect((await codesOf(clerk.id)).filter(({ usedAt }) => usedAt === null)).toHaveLength(1);
});

test('changing the password ends the other sessions, and the rule is told apart', async () => {
  const person = await house.person('渡邉 光');
  const admin = await house.connect(await house.person('髙田 美咲', { roles: ['system'] }));
  const { code } = await admin.command('code:issue', { personId: person.id });
  const browser = new TestBrowser(house.origins.lgwan);
  const password = '縁側で飲むお茶は緑がよい';
  expect(
    (await browser.post('/api/activate', { name: await staffNoOf(person.id), code, password })).status,
  ).toBe(200);
  const other = new TestBrowser(house.origins.lgwan);
  await other.post('/api/sign-in', { name: await staffNoOf(person.id), password });
  const change = (next: string, current = password) =>
    browser.post('/api/password', { current, password: next });
  expect((await change('みじかい')).body).toMatchObject({
    error: { code: 'weak_password', detail: { least: 12 } },
  });
  expect((await change('ｐａｓｓｗｏｒｄ１２３４５')).body).toMatchObject({
    error: { code: 'common_password' },
  });
  expect((await change('別の長いパスワードです', 'wrong')).body).toMatchObject({
    error: { code: 'weak_password' },
  });
  expect((await change('別のとても長いパスワード', 'wrong')).body).toMatchObject({
    error: { code: 'wrong_sign_in' },
  });
  expect((await change('別のとても長いパスワード')).status).toBe(200);
  expect((await browser.get('/api/start')).status).toBe(200);
  expect((await other.get('/api/start')).status).toBe(401);
});
