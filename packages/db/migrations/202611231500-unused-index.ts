import { sql, type Kysely } from 'kysely';

/** No question was ever asked of it: message_for_you answers them, and every send wrote into both. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index message_mentioned`.execute(db);
}
