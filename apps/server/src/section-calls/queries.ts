import { sql, type Insertable, type Updateable } from 'kysely';
import type { SectionLine } from '@engawa/contract/section-calls';
import type { Database } from '@engawa/db/connect';
import type { DB } from '@engawa/db/schema.generated';
import type { Tx } from '@engawa/db/transact';
import type { Ring } from './policy.ts';

type Db = Database | Tx;

const columns = [
  'id',
  'rev',
  'sectionId',
  'ringsIn',
  'callerId',
  'callerDevice',
  'about',
  'label',
  'state',
  'ahead',
  'takenBy',
  'memoId',
  'offeredAt',
  'waitsUntil',
  'endedAt',
] as const;

export type SectionCallRow = {
  id: string;
  rev: number;
  sectionId: string;
  ringsIn: string;
  callerId: string;
  callerDevice: string;
  about: string;
  label: string;
  state: string;
  ahead: number;
  takenBy: string | null;
  memoId: string | null;
  offeredAt: Date;
  waitsUntil: Date;
  endedAt: Date | null;
};

/** A new call of somebody who has none open; undefined where one is. */
export async function insertSectionCall(
  tx: Tx,
  row: Insertable<DB['sectionCall']>,
): Promise<SectionCallRow | undefined> {
  return tx
    .insertInto('sectionCall')
    .values(row)
    .onConflict((oc) => oc.doNothing())
    .returning(columns)
    .executeTakeFirst();
}

/** Turns an open call: whoever comes second finds nothing to turn. */
export async function turnSectionCall(
  tx: Tx,
  id: string,
  set: Updateable<DB['sectionCall']>,
): Promise<SectionCallRow | undefined> {
  return tx
    .updateTable('sectionCall')
    .set(set)
    .set({ rev: sql`rev + 1` })
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .returning(columns)
    .executeTakeFirst();
}

export async function lookAgain(db: Db, id: string, dueAt: Date): Promise<void> {
  await db
    .updateTable('sectionCall')
    .set({ dueAt })
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .execute();
}

export async function tieTo(tx: Tx, id: string, callId: string): Promise<void> {
  await tx.updateTable('sectionCall').set({ callId }).where('id', '=', id).execute();
}

export async function sectionCallById(db: Db, id: string): Promise<SectionCallRow | undefined> {
  return db.selectFrom('sectionCall').select(columns).where('id', '=', id).executeTakeFirst();
}

/** An open call, held until the commit. */
export async function lockSectionCall(tx: Tx, id: string): Promise<SectionCallRow | undefined> {
  return tx
    .selectFrom('sectionCall')
    .select(columns)
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

/** One call to look at again, held until the commit; what another node works on is passed over. */
export async function takeDue(tx: Tx, now: Date): Promise<SectionCallRow | undefined> {
  return tx
    .selectFrom('sectionCall')
    .select(columns)
    .where('dueAt', '<=', now)
    .orderBy('dueAt')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

/** What is open of a caller and of some sections, the oldest first. */
export async function openSectionCalls(
  db: Db,
  callerId: string,
  sections: string[],
): Promise<SectionCallRow[]> {
  return db
    .selectFrom('sectionCall')
    .select(columns)
    .where('endedAt', 'is', null)
    .where((eb) =>
      eb.or([
        eb('callerId', '=', callerId),
        eb('sectionId', 'in', [...sections, callerId]),
        eb('ringsIn', 'in', [...sections, callerId]),
      ]),
    )
    .orderBy('offeredAt')
    .orderBy('id')
    .execute();
}

/** How many open calls to a section were there before this one. */
export async function countAhead(tx: Tx, { id, ringsIn, offeredAt }: SectionCallRow): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from section_call
    where rings_in = ${ringsIn} and ended_at is null and (offered_at, id) < (${offeredAt}, ${id}::uuid)`.execute(
    tx,
  );
  return rows[0]?.n ?? 0;
}

export async function ringsOf(db: Db, ids: string[]): Promise<(Ring & { sectionCallId: string })[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('sectionCallRing')
    .select(['sectionCallId', 'personId', 'state', 'since'])
    .where('sectionCallId', 'in', ids)
    .orderBy('personId')
    .execute();
}

/** Rings these people from now on, whoever else was rung no longer is. */
export async function ringExactly(tx: Tx, id: string, people: readonly string[], at: Date): Promise<void> {
  await sql`
    update section_call_ring set state = 'passed', since = ${at}
    where section_call_id = ${id} and state = 'ringing' and person_id <> all(${people}::uuid[])`.execute(tx);
  await sql`
    insert into section_call_ring (section_call_id, person_id, state, since)
    select ${id}, person_id, 'ringing', ${at} from unnest(${people}::uuid[]) person_id
    on conflict (section_call_id, person_id) do update set state = 'ringing', since = excluded.since
    where section_call_ring.state = 'passed'`.execute(tx);
}

export async function refuseRing(tx: Tx, id: string, personId: string, at: Date): Promise<boolean> {
  const result = await tx
    .updateTable('sectionCallRing')
    .set({ state: 'refused', since: at })
    .where('sectionCallId', '=', id)
    .where('personId', '=', personId)
    .where('state', '=', 'ringing')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Of these people, who is rung or talks in a call, and who is rung by another call to a section. */
export async function engagedAmong(tx: Tx, people: readonly string[], exceptId: string) {
  const { rows } = await sql<{ personId: string; inCall: boolean; rung: boolean }>`
    select p.id as person_id,
      exists (
        select from call_leg l join call c on c.id = l.call_id
        where l.person_id = p.id and l.state <> 'out' and c.ended_at is null
      ) as in_call,
      exists (
        select from section_call_ring r join section_call s on s.id = r.section_call_id
        where r.person_id = p.id and r.state = 'ringing' and s.ended_at is null and s.id <> ${exceptId}
      ) as rung
    from unnest(${people}::uuid[]) as p(id)`.execute(tx);
  return {
    inCall: new Set(rows.filter((row) => row.inCall).map(({ personId }) => personId)),
    rung: new Set(rows.filter((row) => row.rung).map(({ personId }) => personId)),
  };
}

/** Whether somebody talks in a call. */
export async function talks(db: Db, personId: string): Promise<boolean> {
  const found = await db
    .selectFrom('callLeg')
    .innerJoin('call', 'call.id', 'callLeg.callId')
    .select('call.id')
    .where('callLeg.personId', '=', personId)
    .where('callLeg.state', '=', 'in')
    .where('call.endedAt', 'is', null)
    .executeTakeFirst();
  return found !== undefined;
}

const held = (day: string) => sql<boolean>`
  post.from_on <= ${day}::date and (post.until_on is null or post.until_on > ${day}::date)`;

/**
 * Who answers for a section: those who sit in it and in its parts (係), not in a whole 課 below a 部; who
 * answered longest ago first.
 */
export async function answerersOf(db: Db, sectionId: string, day: string): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`
    with recursive within as (
      select ${sectionId}::uuid as id
      union
      select s.id from section s join within on s.parent_id = within.id
      where s.name ~ '(係|担当|班|グループ|チーム)$' and (s.until_on is null or s.until_on > ${day}::date)
    )
    select post.person_id, min(served.at) as at from within
    join post on post.section_id = within.id and ${held(day)}
    join person on person.id = post.person_id and person.disabled_at is null and person.left_on is null
    left join section_served served on served.section_id = ${sectionId} and served.person_id = post.person_id
    group by post.person_id
    order by at nulls first, post.person_id`.execute(db);
  return rows.map(({ personId }) => personId);
}

/** The sections that somebody answers for: of their posts, and the wholes of which those are parts. */
export async function sectionsAnsweredBy(db: Db, personId: string, day: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive mine as (
      select s.id, s.parent_id, s.name from post join section s on s.id = post.section_id
      where post.person_id = ${personId} and ${held(day)}
      union
      select s.id, s.parent_id, s.name from mine join section s on s.id = mine.parent_id
      where mine.name ~ '(係|担当|班|グループ|チーム)$'
    )
    select distinct id from mine`.execute(db);
  return rows.map(({ id }) => id);
}

/** Whether somebody leads a section, or one above it. */
export async function isHeadOf(db: Db, personId: string, sectionId: string, day: string): Promise<boolean> {
  const { rows } = await sql<{ isHead: boolean }>`
    with recursive up as (
      select id, parent_id from section where id = ${sectionId}
      union
      select s.id, s.parent_id from up join section s on s.id = up.parent_id
    )
    select exists (
      select from up join post on post.section_id = up.id and post.is_head and post.person_id = ${personId}
      where ${held(day)}
    ) as is_head`.execute(db);
  return rows[0]?.isHead ?? false;
}

export async function noteServed(tx: Tx, sectionId: string, personId: string, at: Date): Promise<void> {
  await tx
    .insertInto('sectionServed')
    .values({ sectionId, personId, at })
    .onConflict((oc) => oc.columns(['sectionId', 'personId']).doUpdateSet({ at }))
    .execute();
}

const shortTime = (time: string): string => time.slice(0, 5);

/** How a section wants to be rung, where it has settled it. */
export async function lineOf(db: Db, sectionId: string): Promise<SectionLine | undefined> {
  const line = await db
    .selectFrom('sectionLine')
    .selectAll()
    .where('sectionId', '=', sectionId)
    .executeTakeFirst();
  if (!line) return undefined;
  const rota = await db
    .selectFrom('sectionRota')
    .select(['personId', 'weekday', 'opens', 'closes'])
    .where('sectionId', '=', sectionId)
    .orderBy('weekday')
    .orderBy('opens')
    .orderBy('personId')
    .execute();
  const { mode, ringSeconds, turnSeconds, queueSeconds, overflowSectionId, afterHoursSectionId } = line;
  const { ownHours, opens, closes, weekdays, onHolidays } = line;
  const hours =
    ownHours && opens && closes
      ? { opens: shortTime(opens), closes: shortTime(closes), weekdays, onHolidays }
      : null;
  return {
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- a check of the database holds the column to these values
    mode: mode as SectionLine['mode'],
    ringSeconds,
    turnSeconds,
    queueSeconds,
    overflowSectionId,
    afterHoursSectionId,
    hours,
    rota: rota.map((turn) => ({ ...turn, opens: shortTime(turn.opens), closes: shortTime(turn.closes) })),
  };
}

export async function writeLine(
  tx: Tx,
  sectionId: string,
  { rota, hours, ...line }: SectionLine,
): Promise<void> {
  const own = {
    ownHours: hours !== null,
    opens: hours?.opens ?? null,
    closes: hours?.closes ?? null,
    weekdays: hours?.weekdays ?? [],
    onHolidays: hours?.onHolidays ?? false,
  };
  const row = { ...line, ...own };
  await tx
    .insertInto('sectionLine')
    .values({ sectionId, ...row })
    .onConflict((oc) => oc.column('sectionId').doUpdateSet(row))
    .execute();
  await tx.deleteFrom('sectionRota').where('sectionId', '=', sectionId).execute();
  if (rota.length === 0) return;
  await tx
    .insertInto('sectionRota')
    .values(rota.map((turn) => ({ sectionId, ...turn })))
    .onConflict((oc) => oc.doNothing())
    .execute();
}
