import { sql, type Updateable } from 'kysely';
import type { Database } from '@engawa/db/connect';
import type { DB } from '@engawa/db/schema.generated';
import type { Tx } from '@engawa/db/transact';
import { cutMs } from './policy.ts';

type Db = Database | Tx;

const callColumns = [
  'id',
  'rev',
  'state',
  'reason',
  'callerId',
  'calleeId',
  'about',
  'reply',
  'room',
  'offeredAt',
  'ringUntil',
  'answeredAt',
  'endedAt',
  'memoId',
  'answersMemoId',
] as const;

export type CallRow = {
  id: string;
  rev: number;
  state: string;
  reason: string | null;
  callerId: string;
  calleeId: string;
  about: string;
  reply: string | null;
  room: string;
  offeredAt: Date;
  ringUntil: Date | null;
  answeredAt: Date | null;
  endedAt: Date | null;
  memoId: string | null;
  answersMemoId: string | null;
};

const legColumns = [
  'callId',
  'personId',
  'part',
  'addedBy',
  'purpose',
  'state',
  'sessionId',
  'device',
  'held',
  'ringUntil',
  'joinedAt',
  'cutAt',
  'cutTold',
] as const;

export type LegRow = {
  callId: string;
  personId: string;
  part: string;
  addedBy: string | null;
  purpose: string | null;
  state: string;
  sessionId: string | null;
  device: string | null;
  held: boolean;
  ringUntil: Date | null;
  joinedAt: Date | null;
  cutAt: Date | null;
  cutTold: boolean;
};

/** Holds what these people do about calls one after the other; taken before anything else is. */
export async function lockPeople(tx: Tx, personIds: string[]): Promise<void> {
  for (const personId of [...personIds].sort())
    await sql`select pg_advisory_xact_lock(hashtextextended(${`call ${personId}`}, 0))`.execute(tx);
}

export async function personToCall(tx: Tx, personId: string) {
  return tx
    .selectFrom('person')
    .select(['id', 'disabledAt', 'leftOn'])
    .where('id', '=', personId)
    .executeTakeFirst();
}

type Desk = { sectionId: string | null; isActive: boolean; isShutOut: boolean };

/** The section of the main post of a person, and whether they ever chose a password. */
export async function deskOf(tx: Tx, personId: string, today: string): Promise<Desk> {
  const { rows } = await sql<Desk>`
    select
      (
        select section_id from post join section on section.id = post.section_id
        where person_id = ${personId} and from_on <= ${today}::date
          and (post.until_on is null or post.until_on > ${today}::date)
          and (section.until_on is null or section.until_on > ${today}::date)
        order by is_main desc, post.id limit 1
      ) as section_id,
      exists (select from session where person_id = ${personId})
        or exists (select from credential where person_id = ${personId}) as is_active,
      exists (
        select from person where id = ${personId} and (disabled_at is not null or left_on is not null)
      ) as is_shut_out`.execute(tx);
  return rows[0] ?? { sectionId: null, isActive: false, isShutOut: true };
}

/** Looks at it again later, where it cannot be ended now: it must not keep the others waiting. */
export async function putOff(db: Db, id: string, until: Date): Promise<void> {
  await db.updateTable('call').set({ dueAt: until }).where('id', '=', id).execute();
}

export async function setMemo(tx: Tx, id: string, memoId: string): Promise<void> {
  await tx.updateTable('call').set({ memoId }).where('id', '=', id).execute();
}

/** The calls that are open, with the leg that each of these people has in them. */
export async function openLegs(db: Db, personIds: string[]) {
  return db
    .selectFrom('callLeg')
    .innerJoin('call', 'call.id', 'callLeg.callId')
    .select(['call.id', 'call.state as callState', 'call.callerId', 'call.calleeId'])
    .select(['callLeg.personId', 'callLeg.part', 'callLeg.state'])
    .where('callLeg.personId', 'in', personIds)
    .where('callLeg.state', '<>', 'out')
    .where('call.endedAt', 'is', null)
    .orderBy('call.id')
    .execute();
}

export type NewCall = {
  id: string;
  callerId: string;
  calleeId: string;
  state: string;
  reason: string | null;
  about: string;
  label: string;
  room: string;
  offeredAt: Date;
  ringUntil: Date | null;
  answeredAt?: Date;
  endedAt: Date | null;
  answersMemoId: string | null;
};

type NewLeg = { state: string; device?: string; sessionId?: string; cutAt?: Date };

export async function insertCall(
  tx: Tx,
  call: NewCall,
  legs: { caller: NewLeg; callee: NewLeg },
): Promise<void> {
  await tx
    .insertInto('call')
    .values({ ...call, dueAt: call.ringUntil })
    .execute();
  const { id, callerId, calleeId } = call;
  await tx
    .insertInto('callLeg')
    .values([
      { callId: id, personId: callerId, part: 'caller', ...legs.caller },
      { callId: id, personId: calleeId, part: 'callee', ...legs.callee },
    ])
    .execute();
}

/** Turns a call, if it still stands in one of these states: whoever comes second finds nothing to turn. */
export async function turnCall(
  tx: Tx,
  id: string,
  from: readonly string[],
  set: Updateable<DB['call']>,
): Promise<CallRow | undefined> {
  return tx
    .updateTable('call')
    .set(set)
    .set({ rev: sql`rev + 1` })
    .where('id', '=', id)
    .where('state', 'in', from)
    .returning(callColumns)
    .executeTakeFirst();
}

/** Changes one leg, if it still stands in one of these states. */
export async function turnLeg(
  tx: Tx,
  { callId, personId }: { callId: string; personId: string },
  from: readonly string[],
  set: Updateable<DB['callLeg']>,
): Promise<boolean> {
  const result = await tx
    .updateTable('callLeg')
    .set(set)
    .where('callId', '=', callId)
    .where('personId', '=', personId)
    .where('state', 'in', from)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

type RungInto = { ringUntil: Date; addedBy: string; purpose: string };

/** Rings one more person into a call; who was in it before comes anew. */
export async function ringLeg(
  tx: Tx,
  { callId, personId, ...by }: { callId: string; personId: string } & RungInto,
): Promise<void> {
  const ringing = { state: 'ringing', joinedAt: null, leftAt: null, device: null, identity: null, ...by };
  await tx
    .insertInto('callLeg')
    .values({ callId, personId, part: 'added', ...ringing })
    .onConflict((oc) => oc.columns(['callId', 'personId']).doUpdateSet({ part: 'added', ...ringing }))
    .execute();
}

export async function endLegs(tx: Tx, callId: string, at: Date): Promise<void> {
  await tx
    .updateTable('callLeg')
    .set({ state: 'out', leftAt: at, cutAt: null, held: false, ringUntil: null })
    .where('callId', '=', callId)
    .where('state', '<>', 'out')
    .execute();
}

/** Sets when time itself changes the call next: a ring that ends, a cut that is told or ends it. */
export async function setDue(tx: Tx, callId: string): Promise<void> {
  await sql`
    update call set due_at = case
      when ended_at is not null then null
      when state = 'ringing' then ring_until
      else (
        select min(case
          when l.state = 'ringing' then l.ring_until
          when l.cut_told then l.cut_at + ${cutMs.ends} * interval '1 millisecond'
          else l.cut_at + ${cutMs.told} * interval '1 millisecond'
        end) from call_leg l where l.call_id = call.id and l.state <> 'out'
      ) end
    where id = ${callId}`.execute(tx);
}

export async function callsById(db: Db, ids: string[]): Promise<CallRow[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('call').select(callColumns).where('id', 'in', ids).orderBy('id').execute();
}

export async function legsOf(db: Db, callIds: string[]): Promise<LegRow[]> {
  if (callIds.length === 0) return [];
  return db
    .selectFrom('callLeg')
    .select(legColumns)
    .where('callId', 'in', callIds)
    .orderBy('callId')
    .orderBy(sql`array_position(array['caller', 'callee', 'added'], part)`)
    .orderBy('personId')
    .execute();
}

/** One open call, held until the commit. */
export async function lockCall(tx: Tx, id: string): Promise<CallRow | undefined> {
  return tx
    .selectFrom('call')
    .select(callColumns)
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

/** The leg of an open call that speaks under this name, with its call held until the commit. */
export async function legInRoom(tx: Tx, room: string, identity: string): Promise<LegRow | undefined> {
  const call = await tx
    .selectFrom('call')
    .select('id')
    .where('room', '=', room)
    .where('endedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!call) return undefined;
  return tx
    .selectFrom('callLeg')
    .select(legColumns)
    .where('callId', '=', call.id)
    .where('identity', '=', identity)
    .where('state', '=', 'in')
    .executeTakeFirst();
}

/** Those of these rooms in which a call goes on. */
export async function roomsOfOpenCalls(db: Database, rooms: string[]): Promise<string[]> {
  if (rooms.length === 0) return [];
  const rows = await db
    .selectFrom('call')
    .select('room')
    .where('room', 'in', rooms)
    .where('endedAt', 'is', null)
    .execute();
  return rows.map(({ room }) => room);
}

/** One call whose time has come, held until the commit; what another node works on is passed over. */
export async function takeDue(tx: Tx, now: Date): Promise<CallRow | undefined> {
  return tx
    .selectFrom('call')
    .select(callColumns)
    .where('dueAt', '<=', now)
    .orderBy('dueAt')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

export async function pastCalls(db: Db, personId: string, before: string | undefined, most: number) {
  return db
    .selectFrom('callLeg')
    .innerJoin('call', 'call.id', 'callLeg.callId')
    .select([
      'call.id',
      'call.callerId',
      'call.calleeId',
      'call.state',
      'call.reason',
      'call.offeredAt',
      'call.answeredAt',
      'call.endedAt',
      'call.memoId',
    ])
    .where('callLeg.personId', '=', personId)
    .where('call.endedAt', 'is not', null)
    .$if(before !== undefined, (q) => q.where('callLeg.callId', '<', before ?? ''))
    .orderBy('callLeg.callId', 'desc')
    .limit(most)
    .execute();
}
