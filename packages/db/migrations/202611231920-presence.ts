import { sql, type Kysely } from 'kysely';

/**
 * Where everybody is now. Nothing here tells of the past: a row is overwritten or removed when what it says
 * is over, and none carries the moment of a change.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // One row a run of a server. Its people count as connected until its lease has run out.
  `create table presence_node (
    id uuid primary key,
    until timestamptz not null
  )`,
  // The devices of a person at one server, folded into one row.
  `create table presence_lease (
    node_id uuid not null references presence_node on delete cascade,
    person_id uuid not null references person on delete cascade,
    primary key (node_id, person_id)
  )`,
  `create index presence_lease_person on presence_lease (person_id)`,
  // Chosen by the person or, with set_by, by a colleague; without a state only quiet_until counts.
  `create table whereabouts (
    person_id uuid primary key references person on delete cascade,
    state text check (state in ('in', 'counter', 'meeting', 'away', 'out', 'telework', 'leave', 'left')),
    place text not null default '',
    note text not null default '',
    until timestamptz,
    set_by uuid references person on delete set null,
    quiet_until timestamptz
  )`,
  `create index whereabouts_until on whereabouts (until) where until is not null`,
  // In a call or a meeting now: what holds the person removes the row again.
  `create table presence_busy (
    ref text not null,
    person_id uuid not null references person on delete cascade,
    kind text not null check (kind in ('call', 'meeting')),
    primary key (ref, person_id)
  )`,
  `create index presence_busy_person on presence_busy (person_id)`,
  // From the calendar or the rota that the city has; what has ended is removed.
  `create table presence_plan (
    id uuid primary key,
    person_id uuid not null references person on delete cascade,
    source text not null check (source in ('calendar', 'rota')),
    state text not null check (state in ('counter', 'meeting', 'out', 'telework', 'leave')),
    place text not null default '',
    note text not null default '',
    starts_at timestamptz not null,
    ends_at timestamptz not null check (ends_at > starts_at)
  )`,
  `create index presence_plan_person on presence_plan (person_id, ends_at)`,
  `create index presence_plan_ends on presence_plan (ends_at)`,
  `create index presence_plan_starts on presence_plan (starts_at)`,
  // Every week on that day, while the hall works.
  `create table presence_repeat (
    id uuid primary key,
    person_id uuid not null references person on delete cascade,
    weekday smallint not null check (weekday between 0 and 6),
    state text not null check (state in ('counter', 'out', 'telework', 'leave')),
    place text not null default '',
    from_on date not null,
    until_on date
  )`,
  `create index presence_repeat_person on presence_repeat (person_id)`,
  // Whose standing the other servers must read again. A transaction number only, no time.
  `create table presence_touch (
    person_id uuid primary key,
    touched xid8 not null default pg_current_xact_id()
  ) with (fillfactor = 50)`,
  `create index presence_touch_touched on presence_touch (touched)`,
];
