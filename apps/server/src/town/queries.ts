import { sql } from 'kysely';
import type { Database } from '@engawa/db/connect';
import type { Tx } from '@engawa/db/transact';

export async function isEmpty(db: Database): Promise<boolean> {
  const found = await db.selectFrom('person').select('id').limit(1).executeTakeFirst();
  return found === undefined;
}

export async function peopleByStaffNo(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.selectFrom('person').select(['id', 'staffNo']).execute();
  return new Map(rows.map((row) => [row.staffNo, row.id]));
}

/** Sections by their path, the names from the top joined with a slash. */
export async function sectionsByPath(tx: Tx): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; path: string }>`
    with recursive down as (
      select id, name as path from section where parent_id is null
      union all
      select s.id, d.path || '/' || s.name from section s join down d on s.parent_id = d.id
    )
    select id, path from down`.execute(tx);
  return new Map(rows.map((row) => [row.path, row.id]));
}

export async function channelsBySection(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('channel')
    .select(['id', 'sectionId'])
    .where('source', '=', 'section')
    .execute();
  return new Map(rows.flatMap((row) => (row.sectionId ? [[row.sectionId, row.id] as const] : [])));
}

export async function describeChannel(
  tx: Tx,
  id: string,
  purpose: string,
  label: string,
  ownerIds: string[],
): Promise<void> {
  await tx.updateTable('channel').set({ purpose, label }).where('id', '=', id).execute();
  if (ownerIds.length === 0) return;
  await tx
    .updateTable('membership')
    .set({ role: 'owner' })
    .where('channelId', '=', id)
    .where('personId', 'in', ownerIds)
    .execute();
}

export type FilledChannel = {
  id: string;
  kind: string;
  name: string;
  purpose: string;
  label: string;
  directKey: string | null;
  createdAt: Date;
};

export async function insertChannel(
  tx: Tx,
  channel: FilledChannel,
  members: { personId: string; role: string }[],
): Promise<void> {
  await tx
    .insertInto('channel')
    .values({ ...channel, source: 'hand' })
    .execute();
  await tx
    .insertInto('scope')
    .values({ id: `channel:${channel.id}` })
    .execute();
  await tx
    .insertInto('membership')
    .values(members.map((member) => ({ ...member, channelId: channel.id, joinedAt: channel.createdAt })))
    .execute();
}

export type FilledMessage = {
  id: string;
  channelId: string;
  no: number;
  authorId: string;
  clientId: string;
  bodyHash: string;
  body: string;
  quoteId: string | null;
  mentioned: string[];
  mentionAll: boolean;
  createdAt: string;
  editedAt: string | null;
};

/** Writes many messages by one statement each thousand; rows travel as JSON. */
export async function insertMessages(tx: Tx, messages: FilledMessage[]): Promise<void> {
  for (let from = 0; from < messages.length; from += 1000) {
    const slice = messages.slice(from, from + 1000);
    await sql`
      insert into message (id, channel_id, no, author_id, client_id, body_hash, body, quote_id, mentioned, mention_all, created_at, edited_at)
      select m."id", m."channelId", m.no, m."authorId", m."clientId", decode(m."bodyHash", 'hex'), m.body, m."quoteId",
        array(select jsonb_array_elements_text(m.mentioned)::uuid), m."mentionAll", m."createdAt", m."editedAt"
      from jsonb_to_recordset(${slice}::jsonb) as m("id" uuid, "channelId" uuid, no bigint, "authorId" uuid, "clientId" uuid,
        "bodyHash" text, body text, "quoteId" uuid, mentioned jsonb, "mentionAll" boolean, "createdAt" timestamptz, "editedAt" timestamptz)`.execute(
      tx,
    );
  }
  await sql`
    insert into message_revision (message_id, revision, body, written_at)
    select id, 1, regexp_replace(body, '。$', ''), created_at from message where edited_at is not null
    on conflict do nothing`.execute(tx);
}

export async function insertStamps(
  tx: Tx,
  stamps: { messageId: string; word: string; personId: string; at: string }[],
): Promise<void> {
  for (let from = 0; from < stamps.length; from += 2000) {
    await sql`
      insert into message_stamp (message_id, stamp_id, person_id, at)
      select s."messageId", stamp.id, s."personId", s.at
      from jsonb_to_recordset(${stamps.slice(from, from + 2000)}::jsonb) as s("messageId" uuid, word text, "personId" uuid, at timestamptz)
      join stamp on stamp.word = s.word
      on conflict do nothing`.execute(tx);
  }
}

/** Sets the heads to what was written, and everybody's read mark to what they had seen by `seenBy`. */
export async function settleHeads(tx: Tx, seenBy: Date): Promise<void> {
  await sql`
    update scope s set head_no = m.head, seq = greatest(s.seq, m.head)
    from (select channel_id, max(no) as head from message group by channel_id) m
    where s.id = 'channel:' || m.channel_id`.execute(tx);
  await sql`
    update membership m set read_no = seen.no
    from (
      select channel_id, coalesce(max(no) filter (where created_at < ${seenBy}), 0) as no from message group by channel_id
    ) seen
    where m.channel_id = seen.channel_id`.execute(tx);
  await sql`
    update membership m set read_no = greatest(m.read_no, own.no)
    from (select channel_id, author_id, max(no) as no from message group by channel_id, author_id) own
    where own.channel_id = m.channel_id and own.author_id = m.person_id`.execute(tx);
}

export async function addWord(tx: Tx, id: string, word: string, orderNo: number): Promise<void> {
  await tx
    .insertInto('stamp')
    .values({ id, word, wordEn: word, orderNo })
    .onConflict((oc) => oc.doNothing())
    .execute();
}

export async function giveRoles(
  tx: Tx,
  personId: string,
  roles: readonly string[],
  grantedAt: Date,
): Promise<void> {
  for (const role of roles) {
    await tx
      .insertInto('roleGrant')
      .values({ personId, role, grantedAt })
      .onConflict((oc) => oc.doNothing())
      .execute();
  }
}
