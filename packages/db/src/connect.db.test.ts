import { connect as dial, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '@engawa/infra/test-database';
import { connect, type Database } from './connect.ts';
import { transact } from './transact.ts';

let database: TestDatabase;
let door: Server;
const links = new Set<Socket>();
let isShut = false;

beforeAll(async () => {
  database = await testDatabase();
  const target = Number(new URL(database.url).port);
  door = createServer((near) => {
    if (isShut) {
      near.resetAndDestroy();
      return;
    }
    const far = dial(target, '127.0.0.1');
    links.add(near);
    near.on('close', () => (far.destroy(), links.delete(near))).on('error', () => {});
    far.on('close', () => near.destroy()).on('error', () => {});
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  for (const link of links) link.destroy();
  await new Promise((resolve) => door.close(resolve));
  await database.drop();
});

function throughTheDoor() {
  const address = door.address();
  const url = new URL(database.url);
  url.port = String(typeof address === 'object' ? address?.port : '');
  return connect(url.href, { max: 6 });
}

test('survives connections that die while queries and transactions run, and uses every place again', async () => {
  const { db } = throughTheDoor();
  let isOver = false;
  let asked = 0;
  const answers: [number, number | undefined][] = [];
  const ask = async (on: Database) => {
    const number = (asked += 1);
    const { rows } = await sql<{ number: number }>`select ${number}::int as number`.execute(on);
    answers.push([number, rows[0]?.number]);
  };
  const busy = Array.from({ length: 12 }, async () => {
    while (!isOver) {
      await transact(db, async (tx) => {
        await sql`select pg_sleep(0.002)`.execute(tx);
        await ask(tx);
      }).catch(() => {});
      await ask(db).catch(() => {});
    }
  });
  for (let time = 0; time < 25; time += 1) {
    await pause(30);
    for (const link of links) link.resetAndDestroy();
  }
  isOver = true;
  await Promise.all(busy);
  expect(answers.filter(([number, answer]) => number !== answer)).toEqual([]);
  const began = performance.now();
  await Promise.all(Array.from({ length: 24 }, () => sql`select pg_sleep(0.02)`.execute(db)));
  expect(performance.now() - began).toBeLessThan(10_000);
  await db.destroy();
});

test('is back soon after the database is, however often it was asked meanwhile', async () => {
  const { db } = throughTheDoor();
  await sql`select 1`.execute(db);
  isShut = true;
  for (const link of links) link.resetAndDestroy();
  for (let time = 0; time < 40; time += 1) {
    void sql`select 1`.execute(db).catch(() => {});
    await pause(40);
  }
  isShut = false;
  const began = performance.now();
  let isBack = false;
  while (!isBack)
    isBack = await sql`select 1`.execute(db).then(
      () => true,
      () => pause(20, false),
    );
  expect(performance.now() - began).toBeLessThan(8000);
  await db.destroy();
});
