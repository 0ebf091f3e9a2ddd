import { afterAll, expect, test } from 'vitest';
import { postgres } from '@engawa/db/driver';
import { testDatabase } from './test-database.ts';

const one = await testDatabase();
const other = await testDatabase();
afterAll(() => Promise.all([one.drop(), other.drop()]));

test('each clone is migrated and its own', async () => {
  const [first, second] = [postgres(one.url, { max: 1 }), postgres(other.url, { max: 1 })];
  await first`create table only_here (id int)`;
  const [found] =
    await second`select to_regclass('only_here') as only_here, to_regclass('kysely_migration') as migrated`;
  expect(found).toEqual({ only_here: null, migrated: 'kysely_migration' });
  await Promise.all([first.end(), second.end()]);
});

test('Japanese text sorts and folds as UTF-8', async () => {
  const sql = postgres(one.url, { max: 1 });
  const [row] =
    await sql`select current_setting('server_encoding') as encoding, length('髙﨑邉𠮷') as length, upper('ａé') as upper`;
  expect(row).toEqual({ encoding: 'UTF8', length: 4, upper: 'ＡÉ' });
  await sql.end();
});
