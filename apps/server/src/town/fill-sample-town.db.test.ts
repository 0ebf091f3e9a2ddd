import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { testHouse, type TestHouse } from '@engawa/infra/test-house';
import { fillSampleTown } from './fill-sample-town.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.stop());

const one = async (statement: ReturnType<typeof sql<{ n: number }>>) =>
  (await statement.execute(house.db)).rows[0]?.n;

test('an empty house is filled with the town, and only an empty one', { timeout: 180_000 }, async () => {
  const accounts = await fillSampleTown(house.platform);
  expect(accounts).toHaveLength(3);
  expect(await one(sql`select count(*) as n from person`)).toBe(300);
  expect(await one(sql`select count(*) as n from role_grant where role = 'system'`)).toBe(2);
  expect(await one(sql`select count(*) as n from message`)).toBeGreaterThan(19_000);
  expect(await one(sql`select count(*) as n from channel where source = 'section'`)).toBe(44);
  expect(await one(sql`select count(*) as n from memo`)).toBe(11);
  // Every channel counts its messages from 1 to its head without a gap.
  const gaps = sql<{ n: number }>`
    select count(*) as n from (
      select channel_id, max(no) as head, count(*) as messages from message group by channel_id
    ) m join scope s on s.id = 'channel:' || m.channel_id
    where m.head <> m.messages or s.head_no <> m.head`;
  expect(await one(gaps)).toBe(0);
  expect(await one(sql`select count(*) as n from message where body ~ '<@[0-9&]'`)).toBe(0);

  expect(await fillSampleTown(house.platform)).toBeUndefined();
  expect(await one(sql`select count(*) as n from person`)).toBe(300);
});
