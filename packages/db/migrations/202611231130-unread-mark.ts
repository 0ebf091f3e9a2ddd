import { sql, type Kysely } from 'kysely';

/** Which event set ここから未読, so that a read mark from before it leaves it alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table membership add column unread_seq bigint`.execute(db);
}
