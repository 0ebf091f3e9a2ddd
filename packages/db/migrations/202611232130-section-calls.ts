import { sql, type Kysely } from 'kysely';

/** A section is called: one row a call, one row for each person who is rung by it, and how a section wants it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // 代理応答: a colleague took the ring, and talks in a call of its own.
  `alter table call drop constraint call_reason_check`,
  `alter table call add constraint call_reason_check check (
    reason in ('busy', 'not-connected', 'do-not-disturb', 'hung-up', 'cut', 'removed', 'picked-up'))`,

  // section_id is who was called, rings_in the section whose people are rung now: another one after an overflow.
  // waits_until is when a queue, or a ring, is given up; due_at when the call is looked at next.
  `create table section_call (
    id uuid primary key,
    rev int not null default 1,
    section_id uuid not null references section,
    rings_in uuid not null references section,
    caller_id uuid not null references person,
    caller_device uuid not null,
    about text not null default '',
    label text not null references label on update cascade,
    state text not null check (state in ('waiting', 'ringing', 'taken', 'memo', 'cancelled')),
    ahead int not null default 0,
    taken_by uuid references person,
    call_id uuid references call,
    memo_id uuid references memo,
    offered_at timestamptz not null,
    waits_until timestamptz not null,
    ended_at timestamptz,
    due_at timestamptz,
    check ((state in ('waiting', 'ringing')) = (ended_at is null)),
    check ((state in ('waiting', 'ringing')) or due_at is null)
  )`,
  `create index section_call_due on section_call (due_at) where due_at is not null`,
  `create index section_call_open on section_call (rings_in, offered_at) where ended_at is null`,
  // One at a time: nobody waits in two queues.
  `create unique index section_call_of_caller on section_call (caller_id) where ended_at is null`,
  // ringing: now; passed: the turn went on, or they cannot now; refused: あとで, not rung again by this call.
  `create table section_call_ring (
    section_call_id uuid not null references section_call on delete cascade,
    person_id uuid not null references person,
    state text not null check (state in ('ringing', 'passed', 'refused')),
    since timestamptz not null,
    primary key (section_call_id, person_id)
  )`,
  `create index section_call_ring_now on section_call_ring (person_id) where state = 'ringing'`,
  // How a section wants to be rung. Without a row: everybody at once, then a memo.
  `create table section_line (
    section_id uuid primary key references section,
    mode text not null check (mode in ('all', 'turn', 'rota')),
    ring_seconds int not null check (ring_seconds between 10 and 120),
    turn_seconds int not null check (turn_seconds between 5 and 60),
    queue_seconds int not null check (queue_seconds between 0 and 900),
    overflow_section_id uuid references section,
    after_hours_section_id uuid references section,
    own_hours boolean not null default false,
    opens time,
    closes time,
    weekdays smallint[] not null default '{1,2,3,4,5}',
    on_holidays boolean not null default false,
    check (overflow_section_id <> section_id),
    check (after_hours_section_id <> section_id)
  )`,
  // 当番: who answers for a section at which hours of a weekday (0 is Sunday).
  `create table section_rota (
    section_id uuid not null references section,
    person_id uuid not null references person,
    weekday smallint not null check (weekday between 0 and 6),
    opens time not null,
    closes time not null check (closes > opens),
    primary key (section_id, person_id, weekday, opens)
  )`,
  // Who answered last goes last; overwritten with each answer, so it tells no history.
  `create table section_served (
    section_id uuid not null references section,
    person_id uuid not null references person,
    at timestamptz not null,
    primary key (section_id, person_id)
  )`,
];
