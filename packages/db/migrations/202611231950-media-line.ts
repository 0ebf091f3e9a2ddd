import { sql, type Kysely } from 'kysely';

/** Since when the page of somebody in a room of media has not been heard: that is when they were cut. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table media_admission add column line_cut_at timestamptz`.execute(db);
}
