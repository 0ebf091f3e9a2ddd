import { Hall } from '@engawa/contract/admin';
import type { Database } from '@engawa/db/connect';
import type { Tx } from '@engawa/db/transact';
import { sql } from 'kysely';

/** What the hall has settled about itself; a setting that is missing reads as its default. */
export async function readHall(db: Database | Tx): Promise<Hall> {
  const rows = await db
    .selectFrom('setting')
    .select(['key', 'value'])
    .where('key', 'in', Object.keys(Hall.shape))
    .execute();
  return Hall.parse(Object.fromEntries(rows.map(({ key, value }) => [key, value])));
}

/** Changes some of the hall's settings. */
export async function writeHall(tx: Tx, part: Partial<Hall>, at: Date): Promise<void> {
  for (const [key, value] of Object.entries(part)) {
    await sql`
      insert into setting (key, value, changed_at) values (${key}, ${JSON.stringify(value)}::text::jsonb, ${at})
      on conflict (key) do update set value = excluded.value, changed_at = excluded.changed_at`.execute(tx);
  }
}
