import { sql, type Kysely } from 'kysely';

/** 都合をきく and 外線お待たせ中: one row a question, one row a person who is asked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // holds: somebody from outside waits on the desk phone. due_at is the next moment at which time itself changes it:
  // while it is open its next turn, afterwards when its words are forgotten.
  `create table knock (
    id uuid primary key,
    rev int not null default 1,
    asker_id uuid not null references person,
    device uuid not null,
    person_id uuid references person,
    section_id uuid references section,
    holds boolean not null,
    about text not null default '',
    caller_name text not null default '',
    caller_organisation text not null default '',
    caller_number text not null default '',
    label text not null references label on update cascade,
    pair_key text not null,
    state text not null check (state in ('asked', 'promised', 'due', 'agreed', 'talked', 'answered', 'memo', 'withdrawn')),
    answer text check (answer in ('now', 'in-five', 'in-thirty', 'not-today', 'by-chat',
      'put-through', 'calls-back', 'takes-it')),
    answerer_id uuid references person,
    answerer_device uuid,
    answerer_session_id uuid,
    answerer_zone text,
    asked_at timestamptz not null,
    due_at timestamptz,
    ended_at timestamptz,
    seen_at timestamptz,
    memo_id uuid,
    check ((person_id is null) <> (section_id is null)),
    check (holds or person_id is not null),
    check ((state in ('asked', 'promised', 'due', 'agreed')) = (ended_at is null)),
    check (ended_at is not null or due_at is not null)
  )`,
  // One open question a pair, whichever of the two asks.
  `create unique index knock_open_pair on knock (pair_key) where ended_at is null`,
  `create index knock_due on knock (due_at) where due_at is not null`,
  `create index knock_asker on knock (asker_id, ended_at)`,
  `create table knock_asked (
    knock_id uuid not null references knock on delete cascade,
    person_id uuid not null references person,
    primary key (knock_id, person_id)
  )`,
  `create index knock_asked_person on knock_asked (person_id, knock_id)`,
];
