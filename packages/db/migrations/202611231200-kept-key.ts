import { sql, type Kysely } from 'kysely';

/** What closes a person's unsent rows and drafts on the machines they use; only their session is told it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table person add column kept_secret bytea not null
    default sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea)`.execute(db);
}
