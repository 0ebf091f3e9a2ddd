import { sql, type Kysely } from 'kysely';

/** The memo that a call answers, where it was begun from one. `memo_id` is the memo that a call left. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table call add column answers_memo_id uuid references memo on delete set null`.execute(db);
}
