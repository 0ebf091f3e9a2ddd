import { afterAll, beforeAll, expect, test } from 'vitest';
import { PlaceView, type Places } from '@engawa/contract/places';
import { newId } from '@engawa/db/id';
import { TestBrowser } from '../../../../infra/test-browser.ts';
import { testHouse, type Made, type TestHouse } from '../../../../infra/test-house.ts';
import { registeredPlace } from '../../../../infra/test-place.ts';
import { makePresent } from '../../../../infra/test-presence.ts';
import { preparePassword, setPreparedPassword } from '../sessions/prepare-password.ts';
import { transact } from '@engawa/db/transact';
import { isEasyPin, mostTries } from './policy.ts';

let house: TestHouse;
let admin: Made;

const pin = '582914';
const password = 'いつもの合言葉ですよ 二つ';

beforeAll(async () => {
  house = await testHouse();
  admin = await house.person('髙田 美咲', { roles: ['system'] });
});
afterAll(() => house.stop());

const pc = (cookie = '') => new TestBrowser(house.origins.lgwan, cookie);
const dataOf = (told: { body: unknown }): unknown => Reflect.get(Object(told.body), 'data');
const codeOf = (told: { body: unknown }): unknown =>
  Reflect.get(Object(Reflect.get(Object(told.body), 'error')), 'code');

/** A section with two colleagues; the first has a password and a PIN. */
async function desk() {
  const [hanako, ken] = [await house.person('花子'), await house.person('健')];
  const sectionId = await house.section(`証明係 ${newId()}`, [hanako], [ken]);
  const hash = await preparePassword(password, []);
  await transact(house.db, (tx) => setPreparedPassword(tx, house.platform.clock, hanako.id, hash));
  const set = await pc(hanako.cookies.lgwan).post('/api/pin', { current: password, pin });
  expect(set.body).toEqual({ isSet: true, isLocked: false });
  const { staffNo } = await house.db
    .selectFrom('person')
    .select('staffNo')
    .where('id', '=', hanako.id)
    .executeTakeFirstOrThrow();
  await house.db.deleteFrom('signInFailure').execute();
  return { hanako, ken, sectionId, staffNo: staffNo ?? '' };
}

test('a code makes a PC a place, once; taken away, it is none within a second, and who works there is out', async () => {
  const { hanako, sectionId, staffNo } = await desk();
  const manage = pc(admin.cookies.lgwan);
  const added = await manage.post('/api/commands/place:add', {
    clientId: newId(),
    name: '窓口3番',
    kind: 'counter',
    sectionIds: [sectionId],
  });
  const placeId = Reflect.get(Object(dataOf(added)), 'placeId');
  const issued = await manage.post('/api/commands/place:code', { clientId: newId(), placeId });
  const code = String(Reflect.get(Object(dataOf(issued)), 'code'));
  const there = pc();
  expect((await there.get('/api/place')).status).toBe(401);
  expect(codeOf(await pc().post('/api/place/register', { code: 'ABCD-EFGH-JKLM' }))).toBe('wrong_code');
  // Typed in small letters and with spaces, as people do; whoever comes second finds it used up.
  const typed = { code: code.toLowerCase().replaceAll('-', ' ') };
  const both = [there, pc()];
  const registered = await Promise.all(both.map((one) => one.post('/api/place/register', typed)));
  expect(registered.map(({ status }) => status).sort()).toEqual([200, 401]);
  const mine = both.find(({ cookie }) => cookie !== '') ?? there;
  expect(registered.find(({ status }) => status === 200)?.headers.get('set-cookie')).toMatch(
    /HttpOnly; SameSite=Strict; Max-Age=\d+/,
  );
  expect((await mine.get('/api/place')).status).toBe(200);
  const kept = JSON.stringify(await house.db.selectFrom('place').selectAll().execute());
  expect(kept).not.toContain(code);
  expect(kept).not.toContain(mine.cookie.split('=')[1]);

  const elsewhere = mine.cookie.replace('engawa-place-lgwan', 'engawa-place-internet');
  expect((await new TestBrowser(house.origins.internet, elsewhere).get('/api/place')).status).toBe(401);

  const worker = pc(mine.cookie);
  expect((await worker.post('/api/place/enter', { staffNo, pin })).status).toBe(200);
  const own = worker.cookie;
  const socket = await house.connect({ ...hanako, cookies: { ...hanako.cookies, lgwan: own } });
  const gone = new Promise((resolve) => socket.socket.once('disconnect', resolve));
  const first = PlaceView.parse((await mine.get('/api/place')).body);
  // As its page does: what moves meanwhile, such as who is at hand, is told, and it asks on.
  const ask = async (mark: string): Promise<number> => {
    const { status, body } = await mine.get(`/api/place?mark=${mark}`);
    return status === 200 ? ask(PlaceView.parse(body).mark) : status;
  };
  const waiting = ask(first.mark);
  await manage.post('/api/commands/place:revoke', { clientId: newId(), placeId });
  const revoked = performance.now();
  await gone;
  expect(await waiting).toBe(401);
  expect(performance.now() - revoked).toBeLessThan(1000);
  expect((await pc(own).get('/api/start')).status).toBe(401);
  const { body } = await manage.get('/api/places');
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- a test says what shape it expects
  expect((body as Places).find(({ id }) => id === placeId)).toMatchObject({ zone: null, registeredAt: null });
}, 20_000);

test('it shows names, states and wishes, and nothing that anybody wrote', async () => {
  const { hanako, ken, sectionId } = await desk();
  await makePresent(house.db, [ken]);
  const until = new Date(Date.now() + 3_600_000);
  await house.db
    .insertInto('whereabouts')
    .values([
      { personId: ken.id, state: 'out', place: '県庁の会議', note: '秘密', until },
      { personId: hanako.id, state: 'leave', place: '', note: '通院', until },
    ])
    .execute();
  const memo = (label: string, name: string) => ({
    clientId: newId(),
    to: { sectionId },
    caller: { name, organisation: '町の商店', number: '0900000000' },
    ask: 'call_back',
    urgent: true,
    subject: '税の相談',
    note: '滞納の件',
    label,
    dueOn: null,
  });
  const writes = pc(ken.cookies.lgwan);
  await writes.post('/api/commands/memo:write', memo('2', '北川'));
  await writes.post('/api/commands/memo:write', memo('3A', '極秘の人'));
  const { cookie } = await registeredPlace(house.db, sectionId);
  const told = await pc(cookie).get('/api/place');
  const view = PlaceView.parse(told.body);
  expect(view.sections[0]?.people).toEqual(
    expect.arrayContaining([
      { name: '健', state: 'out', until: until.toISOString() },
      expect.objectContaining({ name: '花子', state: 'absent' }),
    ]),
  );
  expect(view.memos).toEqual([expect.objectContaining({ from: '北川', callBack: true, urgent: true })]);
  expect(told.text).not.toMatch(/県庁|秘密|通院|税の|滞納|商店|090|極秘/);
  expect(told.text).not.toContain(ken.id);
});

test('the token of a place opens no socket, and a session of a person is no place', async () => {
  const { hanako, sectionId } = await desk();
  const { cookie } = await registeredPlace(house.db, sectionId);
  const withToken = { ...hanako, cookies: { ...hanako.cookies, lgwan: cookie } };
  await expect(house.connect(withToken)).rejects.toThrow();
  for (const path of ['/api/place/enter', '/api/place/help', '/api/place/help/withdraw'])
    expect((await pc(hanako.cookies.lgwan).post(path, { staffNo: '1', pin, id: newId() })).status).toBe(401);
  expect((await pc(hanako.cookies.lgwan).get('/api/place')).status).toBe(401);
});

test('who takes it over holds no role there, gives no codes and sets no PIN, and does not stay by himself', async () => {
  const { hanako, ken, sectionId, staffNo } = await desk();
  await house.db
    .insertInto('roleGrant')
    .values({ personId: hanako.id, role: 'system', grantedAt: new Date() })
    .execute();
  const { cookie } = await registeredPlace(house.db, sectionId);
  const worker = pc(cookie);
  await worker.post('/api/place/enter', { staffNo: `　${staffNo}`, pin });
  expect((await worker.get('/api/start')).body).toMatchObject({ me: { atPlace: true, roles: [] } });
  expect((await worker.get('/api/admin/people')).status).toBe(404);
  expect(
    (await worker.post('/api/commands/code:issue', { clientId: newId(), personId: ken.id })).status,
  ).toBe(403);
  expect((await worker.post('/api/pin', { current: password, pin: '739105' })).status).toBe(403);
  const endOf = async () =>
    (
      await house.db
        .selectFrom('session')
        .select('expiresAt')
        .where('placeId', 'is not', null)
        .where('personId', '=', hanako.id)
        .executeTakeFirstOrThrow()
    ).expiresAt.getTime();
  expect(await endOf()).toBeLessThan(Date.now() + 151_000);
  const before = await endOf();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await worker.post('/api/place/stay');
  expect(await endOf()).toBeGreaterThan(before);
  // The screen of the place comes up in the same browser: a sign-out that got lost is made good.
  await pc(`${cookie}; ${worker.cookie}`).get('/api/place');
  expect((await worker.get('/api/start')).status).toBe(401);
  worker.cookie = cookie;
  await worker.post('/api/place/enter', { staffNo, pin });
  // The next one puts the one before out.
  const after = pc(cookie);
  await after.post('/api/place/enter', { staffNo, pin });
  expect((await worker.get('/api/start')).status).toBe(401);
});

test('wrong PINs slow down, stop for good after ten, and say nothing about who exists', async () => {
  const { sectionId, staffNo, hanako } = await desk();
  const { cookie } = await registeredPlace(house.db, sectionId);
  const enter = (number: string, typed: string) =>
    pc(cookie).post('/api/place/enter', { staffNo: number, pin: typed });
  expect(codeOf(await enter('999999', pin))).toBe('wrong_pin');
  const many = await Promise.all(Array.from({ length: 40 }, (_, at) => enter(staffNo, String(100_000 + at))));
  expect(new Set(many.map(codeOf))).toEqual(new Set(['wrong_pin', 'too_many_requests']));
  expect(many.filter((told) => codeOf(told) === 'wrong_pin').length).toBeLessThan(mostTries);
  for (let at = 0; at < mostTries; at += 1) {
    await house.db.deleteFrom('signInFailure').execute();
    await enter(staffNo, '000001');
  }
  await house.db.deleteFrom('signInFailure').execute();
  expect(codeOf(await enter(staffNo, pin)), 'the right one opens nothing any more').toBe('wrong_pin');
  const own = pc(hanako.cookies.lgwan);
  expect((await own.get('/api/pin')).body).toEqual({ isSet: true, isLocked: true });
  await own.post('/api/pin', { current: password, pin: '739105' });
  await house.db.deleteFrom('signInFailure').execute();
  expect((await enter(staffNo, '739105')).status).toBe(200);
});

test('a PIN that everybody tries first is refused, and so is one without the password', async () => {
  expect(['000000', '123456', '654321', '100001'].map((easy) => isEasyPin(easy, '100001'))).toEqual(
    Array(4).fill(true),
  );
  expect(isEasyPin('582914', '100001')).toBe(false);
  const { hanako } = await desk();
  const own = pc(hanako.cookies.lgwan);
  expect(codeOf(await own.post('/api/pin', { current: password, pin: '111111' }))).toBe('easy_pin');
  expect(codeOf(await own.post('/api/pin', { current: 'x', pin: '739105' }))).toBe('wrong_sign_in');
  const kept = await house.db.selectFrom('personPin').select('pinHash').execute();
  expect(kept.every(({ pinHash }) => pinHash.startsWith('$argon2id$'))).toBe(true);
});

test('help asked for from a place reaches the section, and the place sees who comes', async () => {
  const { ken, sectionId } = await desk();
  const kens = await house.connect(ken);
  await makePresent(house.db, [ken]);
  const { cookie } = await registeredPlace(house.db, sectionId);
  const there = pc(cookie);
  expect((await there.post('/api/place/help')).status).toBe(200);
  const heard = await kens.event('help-call');
  expect(heard.data).toMatchObject({ askerId: null, placeName: '窓口3番', mine: 'heard' });
  const helpCallId = String(Reflect.get(Object(heard.data), 'id'));
  const { mark } = PlaceView.parse((await there.get('/api/place')).body);
  const next = there.get(`/api/place?mark=${mark}`);
  await kens.command('help:go', { helpCallId });
  expect(PlaceView.parse((await next).body).help).toMatchObject({
    takerName: '健',
    call: { state: 'taken', mine: 'asked' },
  });
  const other = pc((await registeredPlace(house.db, sectionId)).cookie);
  expect((await other.post('/api/place/help/withdraw', { id: helpCallId })).status).toBe(404);
});
