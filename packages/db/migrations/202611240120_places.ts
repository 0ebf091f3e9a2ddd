import { sql, type Kysely } from 'kysely';

/** Shared PCs: a place that several people use, known by a token of its own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Only hashes are kept: of the code until it is typed on the PC, of the token from then on. Without a token it is no place.
  `create table place (
    id uuid primary key,
    name text not null,
    kind text not null check (kind in ('counter', 'nursery', 'community', 'night-duty')),
    code_hash bytea,
    code_until timestamptz,
    token_hash bytea unique,
    zone text,
    registered_at timestamptz,
    seen_at timestamptz,
    created_at timestamptz not null,
    check ((token_hash is null) = (zone is null))
  )`,
  `create table place_section (
    place_id uuid not null references place on delete cascade,
    section_id uuid not null references section on delete cascade,
    primary key (place_id, section_id)
  )`,
  // A short number that opens only registered places; tries are counted here before they are judged.
  `create table person_pin (
    person_id uuid primary key references person on delete cascade,
    pin_hash text not null,
    tries int not null default 0,
    set_at timestamptz not null
  )`,
  `alter table session add column place_id uuid references place on delete cascade`,
  `create index session_place on session (place_id) where place_id is not null`,
];
