import { afterAll, beforeAll, expect, test } from 'vitest';
import { channelScope } from '@engawa/contract/scopes';
import { testDatabase } from '../../../../infra/test-database.ts';
import { testHouse, type Made, type TestHouse } from '../../../../infra/test-house.ts';

// Nobody answers there: the two nodes share PostgreSQL and a bus that is dead.
const deadBus = { REDIS_URL: 'redis://127.0.0.1:1' };

let one: TestHouse;
let other: TestHouse;
let misaki: Made;

beforeAll(async () => {
  const database = await testDatabase();
  one = await testHouse(deadBus, database);
  other = await testHouse(deadBus, { url: database.url, drop: async () => {} });
  misaki = await one.person('髙田 美咲', { roles: ['system'] });
});
afterAll(async () => {
  await other.stop();
  await one.stop();
});

/** Milliseconds until something has happened, at most three seconds. */
async function msUntil(happened: () => boolean): Promise<number> {
  const started = performance.now();
  while (!happened() && performance.now() - started < 3000)
    await new Promise((resolve) => setTimeout(resolve, 10));
  return performance.now() - started;
}

test('a person disabled on one node is out on the other within two seconds', async () => {
  const ken = await one.person('松井 健');
  const admin = await one.connect(misaki);
  const there = await other.connect(ken);
  await admin.command('person:disable', { personId: ken.id });
  expect(await msUntil(() => !there.socket.connected)).toBeLessThan(2000);
});

test('a session ended on one node is cut on the other, and no other session', async () => {
  const ken = await one.person('松井 健');
  const [desk, home, admin] = [
    await one.connect(ken),
    await other.connect(ken, 'internet'),
    await one.connect(misaki),
  ];
  const session = await one.db
    .selectFrom('session')
    .select('id')
    .where('personId', '=', ken.id)
    .where('zone', '=', 'internet')
    .executeTakeFirstOrThrow();
  await admin.command('session:end', { id: session.id });
  expect(await msUntil(() => !home.socket.connected)).toBeLessThan(2000);
  expect(desk.socket.connected).toBe(true);
});

test('a zone closed on one node loses its channels on the other, and nothing later gets there', async () => {
  const ken = await one.person('松井 健');
  const channel = await one.channel('総務連絡', [misaki, ken], { label: '2' });
  const admin = await one.connect(misaki);
  const there = await other.connect(ken, 'internet');
  await admin.command('label:rule', { zone: 'internet', label: '2', action: 'open', allowed: false });
  await admin.command('message:send', { channelId: channel, body: '閉じた後' });
  expect(await msUntil(() => there.closedScopes.includes(channelScope(channel)))).toBeLessThan(2000);
  await new Promise((resolve) => setTimeout(resolve, 1200));
  expect(JSON.stringify(there.events)).not.toContain('閉じた後');
  expect((await there.get(`/api/channels/${channel}/messages`)).status).toBe(404);
  // A node where nobody is connected learns of it as well.
  expect(other.platform.zones.may('internet', '2', 'open')).toBe(false);
});

test('a role given on one node counts on a socket of the other', async () => {
  const ken = await one.person('松井 健');
  const admin = await one.connect(misaki);
  const there = await other.connect(ken);
  await admin.command('role:grant', { personId: ken.id, role: 'system' });
  await there.event('roles:changed');
  expect(
    await there.answer('label:rename', { code: '1', name: '機密性1', nameEn: 'Confidentiality 1' }),
  ).toEqual({ ok: true, data: {} });
});
