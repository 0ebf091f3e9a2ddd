import { sql, type Kysely } from 'kysely';

/** 応援をお願いします: one row a call for help, one row a person who was told of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // due_at is the next moment at which time itself changes it; null once it is over. Either a person asks, or a shared PC.
  `create table help_call (
    id uuid primary key,
    asker_id uuid references person on delete cascade,
    place_id uuid,
    place_name text not null default '',
    section_id uuid not null references section on delete cascade,
    place text not null,
    label text not null references label on update cascade,
    state text not null check (state in ('open', 'taken', 'withdrawn', 'unanswered')),
    is_wide boolean not null default false,
    taker_id uuid references person on delete cascade,
    rev int not null default 1,
    asked_at timestamptz not null,
    due_at timestamptz,
    ended_at timestamptz,
    check ((asker_id is null) <> (place_id is null)),
    check ((state = 'open') = (ended_at is null)),
    check ((state = 'open') = (due_at is not null)),
    check ((state = 'taken') = (taker_id is not null))
  )`,
  `create unique index help_call_open on help_call (coalesce(asker_id, place_id)) where state = 'open'`,
  `create index help_call_due on help_call (due_at) where due_at is not null`,
  `create index help_call_ended on help_call (ended_at) where ended_at is not null`,
  `create table help_call_heard (
    help_call_id uuid not null references help_call on delete cascade,
    person_id uuid not null references person on delete cascade,
    declined boolean not null default false,
    primary key (help_call_id, person_id)
  )`,
  `create index help_call_heard_person on help_call_heard (person_id)`,
];
