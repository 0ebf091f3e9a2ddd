import { afterAll, beforeEach, expect, test } from 'vitest';
import { connect } from '@engawa/db/connect';
import { testDatabase } from '../../../../infra/test-database.ts';
import { failSignIn, forgiveAccount, forgiveSignIn, takeSignIn } from './attempt.ts';

const database = await testDatabase();
const { db } = connect(database.url, { max: 8 });
afterAll(async () => {
  await db.destroy();
  await database.drop();
});
beforeEach(() => db.deleteFrom('signInFailure').execute());

const start = new Date('2026-11-24T08:30:00+09:00').getTime();
const office = '10.1.2.3';

/** The wait in seconds that a wrong attempt meets; 0 where it is let through. */
async function attempt(account: string, address: string, second: number): Promise<number> {
  const now = new Date(start + second * 1000);
  try {
    await takeSignIn(db, { account, address }, now);
    await failSignIn(db, { account, address }, now);
    return 0;
  } catch (error) {
    const wait =
      error instanceof Error && 'more' in error ? Reflect.get(Object(error.more), 'retryAfterMs') : 0;
    return Math.ceil(Number(wait) / 1000);
  }
}

test('five slips are free, then each costs twice the wait', async () => {
  for (let n = 0; n < 6; n += 1) expect(await attempt('hanako', office, n)).toBe(0);
  expect(await attempt('hanako', office, 6)).toBe(4);
  expect(await attempt('hanako', office, 10.5)).toBe(0);
  expect(await attempt('hanako', office, 11)).toBe(10);
  expect(await attempt('hanako', office, 21)).toBe(0);
  expect(await attempt('hanako', office, 22)).toBe(19);
});

test('a hundred at once are not all let through', async () => {
  const waits = await Promise.all(Array.from({ length: 100 }, () => attempt('hanako', office, 0)));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(6);
});

test('hammering while waiting lengthens nothing, and time forgets: nobody is locked out for good', async () => {
  for (let second = 0; second < 3600; second += 4) await attempt('hanako', '203.0.113.9', second);
  const worst = await attempt('hanako', '203.0.113.9', 3600);
  expect(worst).toBeLessThanOrEqual(900);
  expect(await attempt('hanako', '203.0.113.9', 3600 + 901)).toBe(0);
}, 60_000);

test('a stranger elsewhere keeps the owner waiting half a minute at most', async () => {
  let second = 0;
  for (let n = 0; n < 200; n += 1) await attempt('hanako', `198.51.100.${n}`, (second += 1));
  expect(await attempt('hanako', office, second)).toBeLessThanOrEqual(30);
  expect(await attempt('hanako', office, second + 31)).toBe(0);
});

test('an office of 500 behind one address signs in at 08:30, one in ten mistyping, and nobody waits', async () => {
  const waits: number[] = [];
  for (let n = 0; n < 500; n += 1) {
    const second = n * 0.3;
    const account = `clerk${n}`;
    if (n % 10 === 0) waits.push(await attempt(account, office, second));
    await takeSignIn(db, { account, address: office }, new Date(start + second * 1000));
    await forgiveSignIn(db, { account, address: office });
  }
  expect(Math.max(...waits)).toBe(0);
}, 60_000);

test('300 who are right at the very same moment all come in', async () => {
  const now = new Date(start);
  const people = Array.from({ length: 300 }, (_, n) => ({ account: `clerk${n}`, address: office }));
  await Promise.all(people.map((person) => takeSignIn(db, person, now)));
  await Promise.all(people.map((person) => forgiveSignIn(db, person)));
  expect(await db.selectFrom('signInFailure').selectAll().execute()).toEqual([]);
});

test('one address that tries many accounts is slowed down', async () => {
  let passed = 0;
  for (let n = 0; n < 1200; n += 1)
    if ((await attempt(`guess${n}`, '203.0.113.9', n * 0.05)) === 0) passed += 1;
  // 60 free, then one in eight seconds at the worst: a minute of hammering stays below a hundred.
  expect(passed).toBeLessThan(100);
}, 60_000);

test('somebody who is given a code no longer waits, from wherever', async () => {
  for (let n = 0; n < 12; n += 1) await attempt('hanako', office, n);
  expect(await attempt('hanako', office, 12)).toBeGreaterThan(0);
  await forgiveAccount(db, 'hanako');
  expect(await attempt('hanako', office, 13)).toBe(0);
});
