import { sql, type Kysely } from 'kysely';

/** The live ledger, principals, the organisation and who may sign in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // ── settings of the hall ────────────────────────────────────────────────
  `create table setting (
    key text primary key,
    value jsonb not null,
    changed_at timestamptz not null default now()
  )`,

  // ── the live ledger ─────────────────────────────────────────────────────
  // seq is raised inside the write transaction, so the row lock makes seq order commit order.
  // head_no is the number of the newest root message where the scope is a channel.
  `create table scope (
    id text primary key,
    seq bigint not null default 0,
    head_no bigint not null default 0
  ) with (fillfactor = 50)`,
  `create table event (
    scope text not null,
    seq bigint not null,
    type text not null,
    data jsonb not null,
    channel_id uuid,
    at timestamptz not null,
    primary key (scope, seq)
  )`,
  `create index event_at on event using brin (at)`,
  // One row a writing command, for ever: a retry answers with the first result.
  `create table command_result (
    author_id uuid not null,
    client_id uuid not null,
    name text not null,
    input_hash bytea not null,
    result jsonb not null,
    at timestamptz not null,
    primary key (author_id, client_id)
  )`,

  // ── principals ──────────────────────────────────────────────────────────
  `create table principal (
    id uuid primary key,
    kind text not null check (kind in ('person', 'guest', 'bot', 'system')),
    created_at timestamptz not null
  )`,
  `create table person (
    id uuid primary key references principal,
    staff_no text not null unique,
    login_name text unique,
    name text not null,
    kana text not null default '',
    direct_line text,
    email text,
    photo text,
    order_no int not null default 0,
    disabled_at timestamptz,
    left_on date,
    created_at timestamptz not null
  )`,
  `create table section (
    id uuid primary key,
    parent_id uuid references section,
    name text not null,
    short_name text,
    order_no int not null default 0,
    until_on date
  )`,
  `create unique index section_name_in_parent on section (coalesce(parent_id, '00000000-0000-0000-0000-000000000000'), name) where until_on is null`,
  `create table post (
    id uuid primary key,
    person_id uuid not null references person,
    section_id uuid references section,
    title text not null default '',
    is_head boolean not null default false,
    is_main boolean not null default true,
    from_on date not null,
    until_on date
  )`,
  `create index post_person on post (person_id)`,
  `create index post_section on post (section_id)`,
  `create table extension (
    id uuid primary key,
    number text not null,
    person_id uuid references person,
    section_id uuid references section,
    place text
  )`,
  `create index extension_person on extension (person_id)`,
  `create table duty (
    id uuid primary key,
    person_id uuid references person,
    section_id uuid references section,
    name text not null,
    order_no int not null default 0
  )`,
  `create index duty_person on duty (person_id)`,
  `create table preference (
    person_id uuid primary key references person,
    value jsonb not null
  )`,
  `create table role_grant (
    person_id uuid not null references person,
    role text not null check (role in ('system', 'audit', 'records')),
    granted_at timestamptz not null,
    granted_by uuid,
    primary key (person_id, role)
  )`,

  // ── signing in ──────────────────────────────────────────────────────────
  `create table credential (
    person_id uuid primary key references person,
    password_hash text not null,
    set_at timestamptz not null
  )`,
  `create table sign_in_code (
    id uuid primary key,
    person_id uuid not null references person,
    kind text not null check (kind in ('activation', 'recovery')),
    code_hash bytea not null,
    issued_by uuid,
    issued_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
  )`,
  `create index sign_in_code_person on sign_in_code (person_id) where used_at is null`,
  `create table session (
    token_hash bytea primary key,
    id uuid not null unique,
    person_id uuid not null references person,
    zone text not null,
    device text not null,
    created_at timestamptz not null,
    seen_at timestamptz not null,
    expires_at timestamptz not null
  )`,
  `create index session_person on session (person_id)`,
  `create table sign_in_failure (
    key text primary key,
    failures int not null,
    last_at timestamptz not null,
    wait_until timestamptz not null
  )`,

  // ── labels and zones ────────────────────────────────────────────────────
  `create table label (
    code text primary key,
    name text not null,
    name_en text not null,
    rank int not null unique,
    caution boolean not null default false
  )`,
  `create table zone_rule (
    zone text not null,
    label text not null references label on update cascade,
    action text not null check (action in ('open', 'download', 'print', 'guest', 'notify', 'call', 'keep')),
    allowed boolean not null,
    primary key (zone, label, action)
  )`,

  // ── channels ────────────────────────────────────────────────────────────
  `create table channel (
    id uuid primary key,
    kind text not null check (kind in ('public', 'private', 'announcement', 'direct', 'meeting')),
    source text not null check (source in ('hand', 'section')),
    section_id uuid references section,
    name text not null,
    purpose text not null default '',
    label text not null references label on update cascade,
    direct_key text unique,
    put_away_at timestamptz,
    term_until date,
    hold boolean not null default false,
    created_by uuid references principal,
    created_at timestamptz not null
  )`,
  `create unique index channel_section on channel (section_id) where source = 'section'`,
  `create table folder (
    id uuid primary key,
    person_id uuid not null references person,
    name text not null,
    order_no int not null default 0
  )`,
  `create index folder_person on folder (person_id)`,
  // A membership that ended is deleted: who was a member when is told by the events and the audit log.
  `create table membership (
    channel_id uuid not null references channel,
    person_id uuid not null references person,
    role text not null default 'member' check (role in ('owner', 'writer', 'member')),
    source text not null default 'hand' check (source in ('hand', 'section')),
    joined_at timestamptz not null,
    read_no bigint not null default 0,
    unread_from bigint,
    muted boolean not null default false,
    favourite boolean not null default false,
    folder_id uuid references folder on delete set null,
    order_no double precision,
    primary key (channel_id, person_id)
  ) with (fillfactor = 70)`,
  `create index membership_person on membership (person_id)`,

  // ── messages ────────────────────────────────────────────────────────────
  `create table message (
    id uuid primary key,
    channel_id uuid not null references channel,
    no bigint not null,
    root_id uuid references message,
    author_id uuid not null references principal,
    client_id uuid not null,
    body_hash bytea not null,
    body text not null,
    quote_id uuid references message,
    mentioned uuid[] not null default '{}',
    mention_all boolean not null default false,
    created_at timestamptz not null,
    edited_at timestamptz,
    hidden_at timestamptz,
    redacted_at timestamptz,
    label text,
    term_until date,
    hold boolean not null default false,
    unique (author_id, client_id)
  )`,
  `create unique index message_no on message (channel_id, no) where root_id is null`,
  `create index message_for_you on message (channel_id, no) where mention_all or mentioned <> '{}'`,
  `create index message_mentioned on message using gin (mentioned)`,
  `create table message_revision (
    message_id uuid not null references message,
    revision int not null,
    body text not null,
    written_at timestamptz not null,
    primary key (message_id, revision)
  )`,
  `create table message_redaction (
    message_id uuid primary key references message,
    body text not null,
    revisions jsonb not null,
    reason text not null,
    redacted_by uuid not null references principal,
    redacted_at timestamptz not null,
    term_until date
  )`,
  `create table stamp (
    id uuid primary key,
    word text not null unique,
    word_en text not null,
    order_no int not null default 0,
    retired_at timestamptz
  )`,
  `create table message_stamp (
    message_id uuid not null references message,
    stamp_id uuid not null references stamp,
    person_id uuid not null references person,
    at timestamptz not null,
    primary key (message_id, stamp_id, person_id)
  )`,

  // ── the audit log: rows are only ever added ─────────────────────────────
  `create table audit (
    id uuid primary key,
    at timestamptz not null,
    actor_id uuid,
    action text not null,
    target_kind text,
    target_id text,
    detail jsonb not null default '{}',
    zone text,
    address text
  )`,
  `create index audit_at on audit (at desc, id desc)`,
  `create function audit_is_append_only() returns trigger language plpgsql as $$
    begin raise exception 'audit rows are never changed or removed'; end $$`,
  `create trigger audit_append_only before update or delete on audit
    for each row execute function audit_is_append_only()`,

  // ── what every hall starts with ─────────────────────────────────────────
  `insert into scope (id) values ('org')`,
  `insert into label (code, name, name_en, rank, caution) values
    ('1', '機密性1', 'Confidentiality 1', 1, false),
    ('2', '機密性2', 'Confidentiality 2', 2, false),
    ('3C', '機密性3C', 'Confidentiality 3C', 3, false),
    ('3B', '機密性3B', 'Confidentiality 3B', 4, true),
    ('3A', '機密性3A', 'Confidentiality 3A', 5, true)`,
  `insert into stamp (id, word, word_en, order_no) values
    (gen_random_uuid(), '了解', 'Understood', 1),
    (gen_random_uuid(), 'ありがとう', 'Thank you', 2),
    (gen_random_uuid(), '助かります', 'That helps', 3),
    (gen_random_uuid(), '確認します', 'I will check', 4)`,
  // Inside the hall everything opens; over the internet 機密性2 opens without download or print and
  // 機密性3 does not exist; guests only see 機密性1.
  `insert into zone_rule (zone, label, action, allowed)
    select z.zone, l.code, a.action,
      case
        when z.zone = 'lgwan' then a.action <> 'guest' or l.rank = 1
        when z.zone = 'internet' then
          case when l.rank = 1 then a.action <> 'guest' when l.rank = 2 then a.action in ('open', 'notify', 'call') else false end
        else l.rank = 1 and a.action in ('open', 'guest', 'call')
      end
    from (values ('lgwan'), ('internet'), ('guest')) z(zone)
    cross join label l
    cross join (values ('open'), ('download'), ('print'), ('guest'), ('notify'), ('call'), ('keep')) a(action)`,
];
