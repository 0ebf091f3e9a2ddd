import { sql } from 'kysely';
import type { Database, Json, Pool } from '@engawa/db/connect';
import type { Tx } from '@engawa/db/transact';
import { channelScope } from '@engawa/contract/scopes';
import type { auditRow } from '../platform/audit.ts';

type Db = Database | Tx;

export type MessageRow = {
  id: string;
  channelId: string;
  no: number;
  authorId: string;
  clientId: string;
  body: string;
  bodyHash: Uint8Array;
  quoteId: string | null;
  mentioned: string[];
  mentionAll: boolean;
  createdAt: Date;
  editedAt: Date | null;
  hiddenAt: Date | null;
  redactedAt: Date | null;
  stamps: { stampId: string; personIds: string[] }[];
};

const columns = sql`m.id, m.channel_id, m.no, m.author_id, m.client_id, m.body, m.body_hash, m.quote_id, m.mentioned,
  m.mention_all, m.created_at, m.edited_at, m.hidden_at, m.redacted_at,
  coalesce((
    select jsonb_agg(jsonb_build_object('stampId', s.stamp_id, 'personIds', s.person_ids) order by s.first_at, s.stamp_id)
    from (
      select stamp_id, min(at) as first_at, jsonb_agg(person_id order by at, person_id) as person_ids
      from message_stamp where message_id = m.id group by stamp_id
    ) s
  ), '[]') as stamps`;

export type Sending = {
  id: string;
  channelId: string;
  authorId: string;
  clientId: string;
  body: string;
  bodyHash: Uint8Array;
  quoteId: string | null;
  mentioned: string[];
  mentionAll: boolean;
  at: Date;
  /** Labels that may be opened in the zone of the sender. */
  opens: string[];
  /** The event as it is sent, without the number that the channel allots. */
  data: Json;
  /** Written with the message, where sending it is an act of its own. */
  audit?: ReturnType<typeof auditRow>;
};

/**
 * The whole of a send in one statement: channel and seat are held against change, the channel allots the next
 * number and seq, and message, event and the author's read mark are written. Answers nothing where the
 * author may not write there; a client id that was used before raises a unique violation and leaves no
 * gap. `maySend` in channels/policy.ts says the same in words.
 */
export async function insertMessage(pg: Pool, s: Sending): Promise<{ seq: number; no: number } | undefined> {
  const [row] = await pg.unsafe<{ seq: number; no: number }[]>(
    s.audit ? sendingOnRecord : sending,
    [
      ...[s.channelId, s.authorId, s.opens, channelScope(s.channelId), s.id, s.clientId, s.body],
      ...[s.bodyHash, s.quoteId, s.mentioned, s.mentionAll, s.at, pg.json(s.data)],
      ...(s.audit ? [pg.json(s.audit)] : []),
    ],
    { prepare: true },
  );
  return row;
}

// Numbered parameters, each sent once: this statement runs for every message of the hall.
const sendingWith = (more: string) => `
  with seat as (
    select 1 from membership m join channel c on c.id = m.channel_id
    where m.channel_id = $1 and m.person_id = $2
      and c.label = any($3::text[]) and c.put_away_at is null
      and (c.kind <> 'announcement' or m.role <> 'member')
    for share of c for key share of m
  ), head as (
    update scope set seq = seq + 1, head_no = head_no + 1
    where id = $4 and exists (select from seat)
    returning seq, head_no
  ), written as (
    insert into message
      (id, channel_id, no, author_id, client_id, body, body_hash, quote_id, mentioned, mention_all, created_at)
    select $5, $1, head.head_no, $2, $6, $7, $8, $9, $10, $11, $12 from head
  ), told as (
    insert into event (scope, seq, type, data, at)
    select $4, head.seq, 'message:sent', $13::jsonb || jsonb_build_object('no', head.head_no), $12 from head
  ), seen as (
    update membership m set read_no = head.head_no, unread_from = null from head
    where m.channel_id = $1 and m.person_id = $2
  )${more}
  select seq, head_no as no from head`;

const sending = sendingWith('');
const sendingOnRecord = sendingWith(`, recorded as (
    insert into audit (id, at, actor_id, action, target_kind, target_id, detail, zone, address)
    select r.id, r.at, r."actorId", r.action, r."targetKind", r."targetId", r.detail, r.zone, r.address
    from head, jsonb_to_record($14::jsonb) as r(id uuid, at timestamptz, "actorId" uuid, action text,
      "targetKind" text, "targetId" text, detail jsonb, zone text, address text)
  )`);

export async function messageByClientId(
  db: Db,
  authorId: string,
  clientId: string,
): Promise<MessageRow | undefined> {
  const { rows } = await sql<MessageRow>`
    select ${columns} from message m where m.author_id = ${authorId} and m.client_id = ${clientId}`.execute(
    db,
  );
  return rows[0];
}

export async function messageById(db: Db, id: string): Promise<MessageRow | undefined> {
  const { rows } = await sql<MessageRow>`select ${columns} from message m where m.id = ${id}`.execute(db);
  return rows[0];
}

/** Locks a message, so that edits, stamps and hiding of it follow one another; it may be quoted meanwhile. */
export async function lockMessage(tx: Tx, id: string): Promise<MessageRow | undefined> {
  const { rows } =
    await sql<MessageRow>`select ${columns} from message m where m.id = ${id} for no key update of m`.execute(
      tx,
    );
  return rows[0];
}

/** Of these messages, those in channels where the person sits and whose label opens. */
export async function readableMessages(
  db: Db,
  personId: string,
  opens: string[],
  ids: string[],
): Promise<MessageRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<MessageRow>`
    select ${columns} from message m
    join membership seat on seat.channel_id = m.channel_id and seat.person_id = ${personId}
    join channel c on c.id = m.channel_id and c.label = any(${opens}::text[])
    where m.id = any(${ids}::uuid[])`.execute(db);
  return rows;
}

export type Window = {
  before?: number | undefined;
  after?: number | undefined;
  around?: number | undefined;
  limit: number;
};

/** The head of a channel; read before the messages, so that a page never claims a seq it lacks. */
export async function headOf(db: Db, channelId: string): Promise<{ seq: number; headNo: number }> {
  return db
    .selectFrom('scope')
    .select(['seq', 'headNo'])
    .where('id', '=', channelScope(channelId))
    .executeTakeFirstOrThrow();
}

/** A stretch of a channel in the order of `no`, by key. */
export async function pageOf(db: Db, channelId: string, window: Window): Promise<MessageRow[]> {
  const { before, after, around, limit } = window;
  const half = Math.floor(limit / 2);
  const range =
    around !== undefined
      ? sql`m.no >= ${around - half} and m.no < ${around + limit - half}`
      : after !== undefined
        ? sql`m.no > ${after}`
        : before !== undefined
          ? sql`m.no < ${before}`
          : sql`true`;
  const direction = after !== undefined ? sql`asc` : sql`desc`;
  const { rows } = await sql<MessageRow>`
    select ${columns} from message m
    where m.channel_id = ${channelId} and m.root_id is null and ${range}
    order by m.no ${direction} limit ${limit}`.execute(db);
  return rows.sort((a, b) => a.no - b.no);
}

/** How many others have read up to a message. */
export async function readersOf(
  db: Db,
  { channelId, authorId, no }: Pick<MessageRow, 'channelId' | 'authorId' | 'no'>,
): Promise<number> {
  const { people } = await db
    .selectFrom('membership')
    .select(({ fn }) => fn.countAll<number>().as('people'))
    .where('channelId', '=', channelId)
    .where('personId', '!=', authorId)
    .where('readNo', '>=', no)
    .executeTakeFirstOrThrow();
  return people;
}

export async function updateBody(
  tx: Tx,
  id: string,
  change: { body: string; mentioned: string[]; mentionAll: boolean; editedAt: Date },
): Promise<void> {
  await tx.updateTable('message').set(change).where('id', '=', id).execute();
}

export async function insertRevision(
  tx: Tx,
  messageId: string,
  body: string,
  writtenAt: Date,
): Promise<void> {
  await sql`
    insert into message_revision (message_id, revision, body, written_at)
    select ${messageId}, coalesce(max(revision), 0) + 1, ${body}, ${writtenAt}
    from message_revision where message_id = ${messageId}`.execute(tx);
}

export async function revisionsOf(db: Db, messageId: string) {
  return db
    .selectFrom('messageRevision')
    .select(['revision', 'body', 'writtenAt'])
    .where('messageId', '=', messageId)
    .orderBy('revision')
    .execute();
}

export type Taken = { id: string; channelId: string; createdAt: Date };

/** The text stays in the message, which is the record; whoever resumes from before is told none. */
export async function markHidden(tx: Tx, message: Taken, at: Date): Promise<void> {
  await tx.updateTable('message').set({ hiddenAt: at }).where('id', '=', message.id).execute();
  await emptyEvents(tx, message);
}

const dayMs = 86_400_000;

/**
 * Takes the text of a message out of the events that tell of it. They are looked for from a day before it
 * was made, since the clocks of two nodes need not agree.
 */
export async function emptyEvents(tx: Tx, { id, channelId, createdAt }: Taken): Promise<void> {
  const from = new Date(createdAt.getTime() - dayMs);
  await sql`
    update event set data = data || jsonb_build_object('body', '', 'mentioned', '[]'::jsonb, 'mentionAll', false)
    where scope = ${channelScope(channelId)} and at >= ${from}
      and type in ('message:sent', 'message:edited') and data->>'id' = ${id}`.execute(tx);
}

export async function isStamp(db: Db, stampId: string): Promise<boolean> {
  const found = await db
    .selectFrom('stamp')
    .select('id')
    .where('id', '=', stampId)
    .where('retiredAt', 'is', null)
    .executeTakeFirst();
  return found !== undefined;
}

/** Puts a stamp on, or takes it off; false where nothing changed. */
export async function putStamp(
  tx: Tx,
  stamp: { messageId: string; stampId: string; personId: string; at: Date },
  on: boolean,
): Promise<boolean> {
  if (on) {
    const result = await tx
      .insertInto('messageStamp')
      .values(stamp)
      .onConflict((oc) => oc.doNothing())
      .executeTakeFirst();
    return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
  const result = await tx
    .deleteFrom('messageStamp')
    .where('messageId', '=', stamp.messageId)
    .where('stampId', '=', stamp.stampId)
    .where('personId', '=', stamp.personId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function stampsOf(db: Db) {
  const rows = await db
    .selectFrom('stamp')
    .select(['id', 'word', 'wordEn', 'retiredAt'])
    .orderBy('orderNo')
    .orderBy('word')
    .execute();
  return rows.map(({ retiredAt, ...stamp }) => ({ ...stamp, retired: retiredAt !== null }));
}

export async function insertStamp(
  tx: Tx,
  stamp: { id: string; word: string; wordEn: string },
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    insert into stamp (id, word, word_en, order_no)
    select ${stamp.id}, ${stamp.word}, ${stamp.wordEn}, coalesce(max(order_no), 0) + 1 from stamp
    on conflict (word) do nothing returning id`.execute(tx);
  return rows.length > 0;
}

export async function retireStamp(tx: Tx, id: string, at: Date | null): Promise<boolean> {
  const result = await tx.updateTable('stamp').set({ retiredAt: at }).where('id', '=', id).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Whom the tokens of a body address among the members: people, holders of posts, people of sections. */
export async function membersAddressed(
  db: Db,
  channelId: string,
  targets: { people: string[]; sections: string[]; posts: string[] },
  today: string,
): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`
    with recursive below as (
      select id from section where id = any(${targets.sections}::uuid[])
      union all select s.id from section s join below b on s.parent_id = b.id
    )
    select m.person_id from membership m
    where m.channel_id = ${channelId} and (
      m.person_id = any(${targets.people}::uuid[])
      or exists (
        select from post p
        where p.person_id = m.person_id and p.from_on <= ${today}::date and (p.until_on is null or p.until_on > ${today}::date)
          and (
            p.section_id in (select id from below)
            or exists (
              select from post o where o.id = any(${targets.posts}::uuid[])
                and o.title = p.title and o.section_id is not distinct from p.section_id
            )
          )
      )
    )
    order by m.person_id`.execute(db);
  return rows.map((row) => row.personId);
}

/** The newest messages addressed to a person, with how far each channel is read. */
export async function noticesOf(db: Db, personId: string, opens: string[], limit: number) {
  const { rows } = await sql<MessageRow & { kind: string; readNo: number; unreadFrom: number | null }>`
    select ${columns}, c.kind, seat.read_no, seat.unread_from
    from membership seat
    join channel c on c.id = seat.channel_id and c.label = any(${opens}::text[])
    cross join lateral (
      select * from message
      where message.channel_id = c.id and message.root_id is null and message.author_id <> seat.person_id
        and message.hidden_at is null and message.redacted_at is null
        and (c.kind = 'direct' or ((mention_all or mentioned <> '{}') and (mention_all or seat.person_id = any(mentioned))))
      order by message.no desc limit ${limit}
    ) m
    where seat.person_id = ${personId}
    order by m.created_at desc, m.id desc limit ${limit}`.execute(db);
  return rows;
}
