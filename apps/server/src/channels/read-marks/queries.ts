import { sql } from 'kysely';
import type { Database } from '@engawa/db/connect';
import type { Tx } from '@engawa/db/transact';
import { channelScope, userScope } from '@engawa/contract/scopes';

type Db = Database | Tx;

/**
 * Moves a read mark forward and tells the person's other devices, in one statement. Answers undefined
 * where nothing moved: no seat, or already read.
 */
export async function moveReadMark(
  db: Db,
  opens: string[],
  {
    channelId,
    personId,
    no,
    heard,
    at,
  }: { channelId: string; personId: string; no: number; heard: number | null; at: Date },
) {
  const { rows } = await sql<{ seq: number; readNo: number; unreadFrom: number | null }>`
    with moved as (
      update membership m set read_no = least(${no}, s.head_no),
        unread_from = case when m.unread_seq > ${heard} then m.unread_from end
      from scope s, channel c
      where m.channel_id = ${channelId} and m.person_id = ${personId} and s.id = ${channelScope(channelId)}
        and c.id = m.channel_id and c.label = any(${opens}::text[])
        and (m.read_no < least(${no}, s.head_no) or (m.unread_from is not null and (m.unread_seq > ${heard}) is not true))
        and m.read_no <= least(${no}, s.head_no)
      returning m.read_no, m.unread_from
    ), raised as (
      insert into scope (id, seq) select ${userScope(personId)}, 1 from moved
      on conflict (id) do update set seq = scope.seq + 1
      returning seq
    ), told as (
      insert into event (scope, seq, type, data, channel_id, at)
      select ${userScope(personId)}, raised.seq, 'read:moved',
        jsonb_build_object('channelId', ${channelId}::text, 'readNo', moved.read_no,
          'unreadFrom', moved.unread_from, 'forYou', null),
        ${channelId}::uuid, ${at}::timestamptz
      from raised, moved
    )
    select raised.seq, moved.read_no, moved.unread_from from raised, moved`.execute(db);
  return rows[0];
}

export async function setUnreadFrom(tx: Tx, channelId: string, personId: string, no: number) {
  return tx
    .updateTable('membership')
    .set({ unreadFrom: no })
    .where('channelId', '=', channelId)
    .where('personId', '=', personId)
    .returning(['readNo', 'unreadFrom'])
    .executeTakeFirst();
}

/** Notes which event told of it: a read mark from a page that has not heard this one leaves it alone. */
export async function noteUnreadSeq(tx: Tx, channelId: string, personId: string, seq: number): Promise<void> {
  await tx
    .updateTable('membership')
    .set({ unreadSeq: seq })
    .where('channelId', '=', channelId)
    .where('personId', '=', personId)
    .execute();
}

/** How many people have read how far, for the newest `depth` messages of a channel. */
export async function readCounts(db: Db, channelId: string, depth: number): Promise<[number, number][]> {
  const { rows } = await sql<{ readNo: number; people: number }>`
    select m.read_no, count(*) as people
    from membership m join scope s on s.id = ${channelScope(channelId)}
    where m.channel_id = ${channelId} and m.read_no > s.head_no - ${depth}
    group by m.read_no order by m.read_no`.execute(db);
  return rows.map((row) => [row.readNo, row.people]);
}
