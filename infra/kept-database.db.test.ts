import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { postgres } from '@engawa/db/driver';
import { migrate } from '@engawa/db/migrate';
import { keep, restore, type KeptDatabase } from './keep-database.ts';
import { testDatabase } from './test-database.ts';

const folder = join(import.meta.dirname, '../packages/db/kept');
const files = readdirSync(folder).filter((name) => name.endsWith('.json.gz'));

test('a database is kept from every issue that is done', () => {
  expect(files.length).toBeGreaterThan(0);
});

test.each(files)(
  '%s, a database of an earlier version, comes to the newest shape with every row',
  async (file) => {
    // It was written by keep-database.ts in this repository.
    const kept: KeptDatabase = JSON.parse(gunzipSync(readFileSync(join(folder, file))).toString());
    const database = await testDatabase();
    const sql = postgres(database.url, { max: 1, onnotice: () => {} });
    try {
      await sql.unsafe('drop schema public cascade; create schema public');
      await migrate(database.url, kept.migrations.at(-1));
      await restore(database.url, kept);
      await migrate(database.url);
      const now = await keep(database.url);
      for (const { name, rows } of kept.tables) {
        expect([name, now.tables.find((table) => table.name === name)?.rows.length]).toEqual([
          name,
          rows.length,
        ]);
      }
      const [gaps] = await sql`
      select count(*)::int as count from scope s
      where exists (select from message m where 'channel:' || m.channel_id = s.id)
        and s.head_no <> (select max(no) from message m where 'channel:' || m.channel_id = s.id)`;
      expect(gaps?.['count']).toBe(0);
    } finally {
      await sql.end();
      await database.drop();
    }
  },
);
