import { sql, type Kysely } from 'kysely';

/** Phone memos: what is left when a call was not answered. One owner, a due time, and an end. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // An event in a user scope that speaks of something labelled is seen only where that label opens.
  `alter table event add column label text`,

  // caller_* name who called from outside; author_id is then the colleague who wrote it down.
  // person_id or section_id is whom it is for now, owner_id who has it in hand: nobody, or one.
  `create table memo (
    id uuid primary key,
    rev int not null default 1,
    author_id uuid not null references principal,
    caller_name text,
    caller_organisation text not null default '',
    caller_number text not null default '',
    person_id uuid references person,
    section_id uuid references section,
    overflow_section_id uuid references section,
    owner_id uuid references person,
    asked_by uuid[] not null,
    escalated_to uuid[] not null default '{}',
    pair_key text not null,
    ask text not null check (ask in ('called', 'call_back', 'calls_again')),
    urgent boolean not null default false,
    subject text not null default '',
    note text not null default '',
    call_id uuid,
    state text not null default 'waiting' check (state in ('waiting', 'claimed', 'answered', 'closed')),
    closed_as text check (closed_as in ('done', 'contacted', 'withdrawn', 'joined')),
    joined_to uuid references memo,
    result text not null default '',
    due_at timestamptz not null,
    overdue_at timestamptz,
    told_at timestamptz,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    closed_at timestamptz,
    closed_by uuid references person,
    label text not null references label on update cascade,
    term_until date,
    hold boolean not null default false,
    check (person_id is not null or section_id is not null),
    check ((state = 'closed') = (closed_at is not null)),
    check ((state = 'closed') = (closed_as is not null)),
    check (state not in ('claimed', 'answered') or owner_id is not null)
  )`,
  // One open memo a pair: whoever calls the same person or section again is joined to the first.
  `create unique index memo_open_pair on memo (pair_key) where state <> 'closed'`,
  `create index memo_owner on memo (owner_id, changed_at)`,
  `create index memo_of_section on memo (section_id, changed_at) where section_id is not null`,
  `create index memo_overflow on memo (overflow_section_id, changed_at) where overflow_section_id is not null`,
  `create index memo_asked_by on memo using gin (asked_by)`,
  `create index memo_escalated_to on memo using gin (escalated_to) where escalated_to <> '{}'`,
  `create index memo_due on memo (due_at) where state in ('waiting', 'claimed') and overdue_at is null`,
  `create table memo_step (
    memo_id uuid not null references memo,
    no int not null,
    at timestamptz not null,
    kind text not null check (kind in ('called', 'written', 'joined', 'read', 'claimed', 'told', 'handed',
      'called_back', 'chatted', 'overdue', 'escalated', 'closed')),
    actor_id uuid references principal,
    person_id uuid references person,
    section_id uuid references section,
    call_id uuid,
    text text not null default '',
    primary key (memo_id, no)
  )`,
  // Whom a section tells of an urgent memo that is past its time, by office; its head where nothing is said.
  `create table memo_section (
    section_id uuid primary key references section,
    urgent_section_id uuid not null references section,
    urgent_title text not null
  )`,
];
