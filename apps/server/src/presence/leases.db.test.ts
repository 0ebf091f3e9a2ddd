import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Standing } from '@engawa/contract/presence';
import { testDatabase } from '../../../../infra/test-database.ts';
import { testHouse, type Made, type TestHouse } from '../../../../infra/test-house.ts';

// Nobody answers there: the two nodes share PostgreSQL and a bus that is dead.
const deadBus = { REDIS_URL: 'redis://127.0.0.1:1' };

let one: TestHouse;
let other: TestHouse;
let misaki: Made;
let ken: Made;

beforeAll(async () => {
  const database = await testDatabase();
  one = await testHouse(deadBus, database);
  other = await testHouse(deadBus, { url: database.url, drop: async () => {} });
  misaki = await one.person('髙田 美咲');
  ken = await one.person('松井 健');
  await one.section('収納係', [misaki], [ken]);
});
afterAll(async () => {
  await other.stop();
  await one.stop();
});

async function watching(house: TestHouse, who: Made, personId: string) {
  const page = await house.connect(who);
  const heard: Standing[] = [];
  page.socket.on('presence', (news: Standing[]) => heard.push(...news));
  page.socket.emit('presence:watch', { personIds: [personId] });
  await expect.poll(() => heard.length, { timeout: 5000 }).toBeGreaterThan(0);
  return { heard, now: () => heard.at(-1) };
}

const leases = () => one.db.selectFrom('presenceLease').selectAll().execute();

test('what is chosen at one node is seen at another within three seconds on a dead bus', async () => {
  const desk = await watching(one, misaki, ken.id);
  const there = await other.connect(ken);
  await expect.poll(() => desk.now()?.connected, { timeout: 5000 }).toBe(true);
  await there.command('presence:set', { state: 'counter', place: '1番窓口' });
  const started = performance.now();
  await expect.poll(() => desk.now()?.state, { timeout: 5000 }).toBe('counter');
  expect(performance.now() - started).toBeLessThan(3500);
  await there.command('presence:set', { state: null });
  there.close();
});

test('however many devices somebody has, a node keeps one row, and lets it go 20 s after the last', async () => {
  const devices = await Promise.all([other.connect(ken), other.connect(ken, 'internet')]);
  const desk = await watching(one, misaki, ken.id);
  await expect.poll(() => desk.now()?.connected, { timeout: 5000 }).toBe(true);
  expect((await leases()).filter(({ personId }) => personId === ken.id)).toHaveLength(1);
  for (const device of devices) device.close();
  const cut = performance.now();
  await expect.poll(() => desk.now()?.connected, { timeout: 30_000, interval: 100 }).toBe(false);
  const after = performance.now() - cut;
  expect(after).toBeGreaterThan(19_000);
  expect(after).toBeLessThan(26_000);
  expect((await leases()).filter(({ personId }) => personId === ken.id)).toEqual([]);
}, 60_000);

test('a node that dies takes its people with it once its lease has run out', async () => {
  const desk = await watching(one, misaki, ken.id);
  const dead = '00000000-0000-4000-8000-000000000001';
  const until = new Date(Date.now() + 3000);
  await one.db.insertInto('presenceNode').values({ id: dead, until }).execute();
  await one.db.insertInto('presenceLease').values({ nodeId: dead, personId: ken.id }).execute();
  await expect.poll(() => desk.now()?.connected, { timeout: 8000 }).toBe(true);
  await expect.poll(() => desk.now()?.connected, { timeout: 8000 }).toBe(false);
  expect(desk.heard.map(({ connected }) => connected)).toEqual([false, true, false]);
});

test('a node whose row was given up for dead names its people again', async () => {
  const page = await one.connect(ken);
  const desk = await watching(one, misaki, ken.id);
  await expect.poll(() => desk.now()?.connected, { timeout: 5000 }).toBe(true);
  await one.db.deleteFrom('presenceNode').execute();
  await expect
    .poll(async () => (await leases()).some(({ personId }) => personId === ken.id), { timeout: 12_000 })
    .toBe(true);
  await expect.poll(() => desk.now()?.connected, { timeout: 5000 }).toBe(true);
  page.close();
}, 30_000);
