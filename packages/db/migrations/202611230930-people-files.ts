import { sql, type Kysely } from 'kysely';

/** Pictures of people, and phone lists between the look at them and the import. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Small, few and needed by every node: in the database they need no shared disk.
  `create table photo (
    hash text primary key,
    small bytea not null,
    large bytea not null,
    created_at timestamptz not null
  )`,
  `alter table person add constraint person_photo_fkey foreign key (photo) references photo`,
  `create table phone_list (
    id uuid primary key,
    person_id uuid not null references person,
    content bytea not null,
    created_at timestamptz not null
  )`,
];
