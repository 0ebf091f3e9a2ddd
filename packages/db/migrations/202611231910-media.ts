import { sql, type Kysely } from 'kysely';

/** Rooms of the media plane, who was let into them, and the inbox of what it told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table media_room (
    name text primary key,
    opened_at timestamptz not null,
    closed_at timestamptz
  )`,
  `create index media_room_open on media_room (opened_at) where closed_at is null`,
  // The id is also the identity in the room: one each time somebody is let in. A session may be gone
  // while its admission is still looked at, so nothing refers to it.
  `create table media_admission (
    id uuid primary key,
    room text not null references media_room on delete cascade,
    person_id uuid not null references principal,
    session_id uuid not null,
    zone text not null,
    label text references label,
    may_publish boolean not null default true,
    made_at timestamptz not null,
    enter_by timestamptz not null,
    entered_at timestamptz,
    revoked_at timestamptz,
    participant_sid text,
    joined_at timestamptz,
    left_at timestamptz
  )`,
  `create index media_admission_room on media_admission (room, person_id)`,
  `create index media_admission_person on media_admission (person_id)`,
  // What was told once is never applied twice; who left is known even when the joining is told later.
  `create table media_event (
    id text primary key,
    kind text not null,
    participant_sid text,
    received_at timestamptz not null
  )`,
  `create index media_event_left on media_event (participant_sid) where kind = 'participant_left'`,
  `create index media_event_time on media_event (received_at)`,
];
