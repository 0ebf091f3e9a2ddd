import { sql, type Kysely } from 'kysely';

/** Calls between people: one row a call, one row a person in it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // rev is raised with every change, so that a page keeps the newest of what it is told and what it read.
  // due_at is the next moment at which time itself changes the call; null once it is over.
  `create table call (
    id uuid primary key,
    caller_id uuid not null references person,
    callee_id uuid not null references person,
    state text not null check (state in ('ringing', 'answered', 'declined', 'missed', 'cancelled', 'failed', 'ended')),
    reason text check (reason in ('busy', 'not-connected', 'do-not-disturb', 'hung-up', 'cut', 'removed')),
    about text not null default '',
    reply text check (reply in ('in-five', 'in-meeting', 'by-chat', 'memo')),
    label text not null references label on update cascade,
    room text not null unique,
    rev int not null default 1,
    offered_at timestamptz not null,
    ring_until timestamptz,
    answered_at timestamptz,
    ended_at timestamptz,
    due_at timestamptz,
    memo_id uuid,
    check ((state in ('ringing', 'answered')) = (ended_at is null)),
    check ((state in ('ringing', 'answered')) or due_at is null)
  )`,
  `create index call_due on call (due_at) where due_at is not null`,
  `create index call_open on call (caller_id, callee_id) where ended_at is null`,
  // device is the tab that speaks, identity the name its media goes by; cut_at is set while its media is away, cut_told once the others know.
  `create table call_leg (
    call_id uuid not null references call,
    person_id uuid not null references person,
    part text not null check (part in ('caller', 'callee', 'added')),
    state text not null check (state in ('ringing', 'in', 'out')),
    session_id uuid,
    device uuid,
    identity text,
    held boolean not null default false,
    ring_until timestamptz,
    joined_at timestamptz,
    left_at timestamptz,
    cut_at timestamptz,
    cut_told boolean not null default false,
    primary key (call_id, person_id)
  )`,
  `create index call_leg_open on call_leg (person_id) where state <> 'out'`,
  `create index call_leg_person on call_leg (person_id, call_id)`,
];
