import { sql } from 'kysely';
import type { Database } from '@engawa/db/connect';
import type { Tx } from '@engawa/db/transact';
import { channelScope, orgScope, userScope } from '@engawa/contract/scopes';

type Db = Database | Tx;

const channelColumns = [
  'channel.id',
  'channel.kind',
  'channel.source',
  'channel.sectionId',
  'channel.name',
  'channel.purpose',
  'channel.label',
  'channel.putAwayAt',
] as const;

export type ChannelRow = {
  id: string;
  kind: string;
  source: string;
  sectionId: string | null;
  name: string;
  purpose: string;
  label: string;
  putAwayAt: Date | null;
};

export type EntryRow = ChannelRow & {
  role: string;
  memberCount: number;
  directWith: string[];
  headNo: number;
  seq: number;
  readNo: number;
  unreadFrom: number | null;
  forYou: number[];
  lastAt: Date | null;
  muted: boolean;
  favourite: boolean;
  folderId: string | null;
  orderNo: number | null;
};

/** A message of somebody else that the person of seat `m` has not read. */
const awaitsMe = sql`no > least(m.read_no, coalesce(m.unread_from - 1, m.read_no))
            and author_id <> m.person_id and hidden_at is null and redacted_at is null`;

/**
 * Channels as they stand in a person's list; `only` narrows to some. Seq is read before the rest may move.
 * Directs and the others are asked one after the other, since each has an index of its own.
 */
export async function entriesOf(
  db: Db,
  personId: string,
  opens: string[],
  only?: string[],
): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    select c.id, c.kind, c.source, c.section_id, c.name, c.purpose, c.label, c.put_away_at,
      m.role, m.read_no, m.unread_from, m.muted, m.favourite, m.folder_id, m.order_no,
      s.seq, s.head_no,
      (select count(*) from membership where channel_id = c.id) as member_count,
      case when c.kind = 'direct'
        then array(select person_id from membership where channel_id = c.id and person_id <> m.person_id order by joined_at, person_id)
        else '{}' end as direct_with,
      array(
        select no from (
          select no from message
          where c.kind = 'direct' and channel_id = c.id and root_id is null and ${awaitsMe}
          union all
          select no from message
          where c.kind <> 'direct' and channel_id = c.id and (mention_all or mentioned <> '{}')
            and (mention_all or m.person_id = any(mentioned)) and ${awaitsMe}
        ) as found
        order by no limit 100
      ) as for_you,
      (select created_at from message where channel_id = c.id and no = s.head_no and root_id is null) as last_at
    from membership m
    join channel c on c.id = m.channel_id
    join scope s on s.id = 'channel:' || c.id
    where m.person_id = ${personId} and c.label = any(${opens}::text[])
      ${only ? sql`and c.id = any(${only}::uuid[])` : sql``}
    order by c.name, c.id`.execute(db);
  return rows;
}

/** A channel or another scope with its newest seq; where a label decides in which zones, that. */
export type SeatScope = { scope: string; seq: number; label: string | null };

/**
 * What each session may follow: every membership of its person, with the label that decides in which zones.
 * A session that has ended follows nothing, as of the same snapshot that the seqs are read in. One row for
 * each session, its channels in one text: reading thousands of rows would hold up whoever is here already.
 */
export async function followableBy(
  db: Db,
  sessionIds: string[],
  now: Date,
): Promise<Map<string, SeatScope[]>> {
  type Row = { id: string; personId: string; ownSeq: number; orgSeq: number; channels: string | null };
  const { rows } = await sql<Row>`
    select s.id, s.person_id,
      coalesce((select seq from scope where id = 'user:' || s.person_id), 0) as own_seq,
      (select seq from scope where id = ${orgScope}) as org_seq,
      (
        select string_agg(h.id || ' ' || h.seq || ' ' || c.label, e'\n')
        from membership m join channel c on c.id = m.channel_id join scope h on h.id = 'channel:' || m.channel_id
        where m.person_id = s.person_id
      ) as channels
    from unnest(${sessionIds}::uuid[]) as asked(id) join session s on s.id = asked.id join person p on p.id = s.person_id
    where s.expires_at > ${now} and p.disabled_at is null`.execute(db);
  return new Map(
    rows.map(({ id, personId, ownSeq, orgSeq, channels }) => [
      id,
      [
        { scope: orgScope, seq: orgSeq, label: null },
        { scope: userScope(personId), seq: ownSeq, label: null },
        ...(channels?.split('\n') ?? []).map(seatScope),
      ],
    ]),
  );
}

function seatScope(line: string): SeatScope {
  const [scope = '', seq, label = ''] = line.split(' ');
  return { scope, seq: Number(seq), label };
}

/** `change` is for who changes the channel or takes seats away: those follow one another. */
export type SeatLock = 'share' | 'change';

/**
 * One seat: the channel and what the person is in it, held against change and removal until the commit.
 * Locks are taken everywhere in this order: message, channel, seat, scope.
 */
export async function lockSeat(tx: Tx, channelId: string, personId: string, lock: SeatLock) {
  return tx
    .selectFrom('membership')
    .innerJoin('channel', 'channel.id', 'membership.channelId')
    .select(channelColumns)
    .select(['membership.role', 'membership.readNo'])
    .where('channel.id', '=', channelId)
    .where('membership.personId', '=', personId)
    .$if(lock === 'share', (q) => q.forShare('channel'))
    .$if(lock === 'change', (q) => q.forNoKeyUpdate('channel'))
    .forUpdate('membership')
    .executeTakeFirst();
}

export async function seatOf(db: Db, channelId: string, personId: string) {
  return db
    .selectFrom('membership')
    .innerJoin('channel', 'channel.id', 'membership.channelId')
    .select(channelColumns)
    .select(['membership.role', 'membership.readNo'])
    .where('channel.id', '=', channelId)
    .where('membership.personId', '=', personId)
    .executeTakeFirst();
}

/** A channel whose label and kind stay as they are until the commit. */
export async function holdChannel(tx: Tx, channelId: string): Promise<ChannelRow | undefined> {
  return tx
    .selectFrom('channel')
    .select(channelColumns)
    .where('id', '=', channelId)
    .forShare()
    .executeTakeFirst();
}

/** Two who open the same direct channel at once: the second waits, and finds it. */
export async function lockDirect(tx: Tx, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx);
}

export async function channelByDirectKey(db: Db, key: string): Promise<{ id: string } | undefined> {
  return db.selectFrom('channel').select('id').where('directKey', '=', key).executeTakeFirst();
}

export async function isNameTaken(db: Db, name: string, exceptId: string | null): Promise<boolean> {
  const found = await db
    .selectFrom('channel')
    .select('id')
    .where('name', '=', name)
    .where('kind', '<>', 'direct')
    .where('putAwayAt', 'is', null)
    .$if(exceptId !== null, (q) => q.where('id', '<>', exceptId))
    .executeTakeFirst();
  return found !== undefined;
}

export type NewChannel = ChannelRow & {
  directKey?: string | null;
  createdBy: string | null;
  createdAt: Date;
};

export async function insertChannels(tx: Tx, channels: NewChannel[]): Promise<void> {
  if (channels.length === 0) return;
  await tx.insertInto('channel').values(channels).execute();
  await tx
    .insertInto('scope')
    .values(channels.map(({ id }) => ({ id: channelScope(id) })))
    .execute();
}

export async function updateChannel(
  tx: Tx,
  channelId: string,
  change: Partial<Pick<ChannelRow, 'name' | 'purpose' | 'label' | 'putAwayAt'>>,
): Promise<ChannelRow> {
  return tx
    .updateTable('channel')
    .set(change)
    .where('id', '=', channelId)
    .returning(['id', 'kind', 'source', 'sectionId', 'name', 'purpose', 'label', 'putAwayAt'])
    .executeTakeFirstOrThrow();
}

export type NewMember = {
  channelId: string;
  personId: string;
  role: string;
  source: string;
  joinedAt: Date;
};

/** Seats people; whoever already sits keeps the seat. Newcomers start with everything read. */
export async function insertMembers(tx: Tx, members: NewMember[]): Promise<NewMember[]> {
  if (members.length === 0) return [];
  const { rows } = await sql<NewMember>`
    insert into membership (channel_id, person_id, role, source, joined_at, read_no)
    select w.channel_id, w.person_id, w.role, w.source, w.joined_at, coalesce(s.head_no, 0)
    from unnest(
      ${members.map((m) => m.channelId)}::uuid[], ${members.map((m) => m.personId)}::uuid[],
      ${members.map((m) => m.role)}::text[], ${members.map((m) => m.source)}::text[],
      ${members.map((m) => m.joinedAt.toISOString())}::timestamptz[]
    ) as w(channel_id, person_id, role, source, joined_at)
    left join scope s on s.id = 'channel:' || w.channel_id
    on conflict do nothing
    returning channel_id, person_id, role, source, joined_at`.execute(tx);
  return rows;
}

export async function deleteMembers(tx: Tx, channelId: string, personIds: string[]): Promise<string[]> {
  const rows = await tx
    .deleteFrom('membership')
    .where('channelId', '=', channelId)
    .where('personId', 'in', personIds)
    .returning('personId')
    .execute();
  return rows.map((row) => row.personId);
}

export async function setRole(tx: Tx, channelId: string, personId: string, role: string): Promise<boolean> {
  const result = await tx
    .updateTable('membership')
    .set({ role })
    .where('channelId', '=', channelId)
    .where('personId', '=', personId)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function countOwners(tx: Tx, channelId: string): Promise<number> {
  const row = await tx
    .selectFrom('membership')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('channelId', '=', channelId)
    .where('role', '=', 'owner')
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function membersOf(db: Db, channelId: string) {
  return db
    .selectFrom('membership')
    .select(['personId', 'role', 'source', 'joinedAt'])
    .where('channelId', '=', channelId)
    .orderBy('joinedAt')
    .orderBy('personId')
    .execute();
}

/** Those of `personIds` who can be given a seat. */
export async function activePeople(db: Db, personIds: string[]): Promise<string[]> {
  if (personIds.length === 0) return [];
  const rows = await db
    .selectFrom('person')
    .select('id')
    .where('id', 'in', personIds)
    .where('disabledAt', 'is', null)
    .where('leftOn', 'is', null)
    .execute();
  return rows.map((row) => row.id);
}

export async function browsable(db: Db, personId: string, opens: string[]) {
  return db
    .selectFrom('channel')
    .select(channelColumns)
    .select((eb) => [
      eb
        .selectFrom('membership')
        .select((e) => e.fn.countAll<number>().as('count'))
        .whereRef('membership.channelId', '=', 'channel.id')
        .as('memberCount'),
      eb
        .exists(
          eb
            .selectFrom('membership')
            .select('personId')
            .whereRef('membership.channelId', '=', 'channel.id')
            .where('personId', '=', personId),
        )
        .as('joined'),
    ])
    .where('kind', 'in', ['public', 'announcement'])
    .where('label', 'in', opens)
    .orderBy('name')
    .limit(5000)
    .execute();
}

export async function setMembership(
  tx: Tx,
  channelId: string,
  personId: string,
  change: { muted?: boolean; favourite?: boolean; folderId?: string | null; orderNo?: number | null },
) {
  return tx
    .updateTable('membership')
    .set(change)
    .where('channelId', '=', channelId)
    .where('personId', '=', personId)
    .returning(['channelId', 'muted', 'favourite', 'folderId', 'orderNo'])
    .executeTakeFirst();
}

/** One run at a time: a second one waits and then finds nothing to do. */
export async function lockSectionChannels(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('section channels'))`.execute(tx);
}

/** Who belongs to each section's channel today: everyone with a post in the section or below it. */
export async function sectionSeats(
  tx: Tx,
  today: string,
): Promise<{ sectionId: string; name: string; personIds: string[] }[]> {
  const { rows } = await sql<{ sectionId: string; name: string; personIds: string[] }>`
    with recursive below as (
      select id as top, id from section where until_on is null or until_on > ${today}::date
      union all
      select b.top, s.id from section s join below b on s.parent_id = b.id
      where s.until_on is null or s.until_on > ${today}::date
    )
    select t.id as section_id, coalesce(t.short_name, t.name) as name,
      coalesce(array_agg(distinct p.person_id) filter (where p.person_id is not null), '{}') as person_ids
    from section t
    join below b on b.top = t.id
    left join (
      select post.section_id, post.person_id from post join person on person.id = post.person_id
      where post.from_on <= ${today}::date and (post.until_on is null or post.until_on > ${today}::date)
        and person.disabled_at is null and person.left_on is null
    ) p on p.section_id = b.id
    where t.until_on is null or t.until_on > ${today}::date
    group by t.id
    order by t.order_no, t.id`.execute(tx);
  return rows;
}

export async function sectionChannels(tx: Tx): Promise<(ChannelRow & { personIds: string[] })[]> {
  const { rows } = await sql<ChannelRow & { personIds: string[] }>`
    select c.id, c.kind, c.source, c.section_id, c.name, c.purpose, c.label, c.put_away_at,
      array(select person_id from membership where channel_id = c.id and source = 'section') as person_ids
    from channel c where c.source = 'section'`.execute(tx);
  return rows;
}
