import { sql, type Kysely } from 'kysely';

/** Who is in a room of media is asked every few seconds, among all that were ever let in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index media_admission_present on media_admission (room)
    where joined_at is not null and left_at is null`.execute(db);
}
