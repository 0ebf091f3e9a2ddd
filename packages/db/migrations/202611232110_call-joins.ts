import { sql, type Kysely } from 'kysely';

/** Who rang somebody into a running call, and what for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table call_leg
      add column added_by uuid references person,
      add column purpose text check (purpose in ('join', 'pass'))`.execute(db);
}
