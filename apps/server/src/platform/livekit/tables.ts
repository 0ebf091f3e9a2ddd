import { sql } from 'kysely';
import { Zone } from '@engawa/contract/labels';
import type { Database } from '@engawa/db/connect';
import type { Tx } from '@engawa/db/transact';

/** One letting-in of a person to a room. Its id is the identity there. */
export type Admission = {
  id: string;
  room: string;
  personId: string;
  sessionId: string;
  zone: Zone;
  label: string | null;
  mayPublish: boolean;
};

/**
 * Who came or went, and when: whoever was cut went when their page was heard last. `isOnly` where this person
 * is in the room in no other way.
 */
export type Passage = { room: string; personId: string; identity: string; at: Date; isOnly: boolean };

export async function insertRoom(db: Database, name: string, at: Date): Promise<void> {
  await db
    .insertInto('mediaRoom')
    .values({ name, openedAt: at })
    .onConflict((oc) => oc.doNothing())
    .execute();
}

export async function markClosed(db: Database, names: string[], at: Date): Promise<void> {
  await sql`update media_room set closed_at = ${at} where name = any(${names}::text[]) and closed_at is null`.execute(
    db,
  );
}

/** The rooms that are open, with whether anybody has ever entered. */
export async function openRooms(
  db: Database,
): Promise<{ name: string; openedAt: Date; wasEntered: boolean }[]> {
  const { rows } = await sql<{ name: string; openedAt: Date; wasEntered: boolean }>`
    select r.name, r.opened_at,
      exists (select 1 from media_admission a where a.room = r.name and a.entered_at is not null) as was_entered
    from media_room r where r.closed_at is null`.execute(db);
  return rows;
}

/** Those of these rooms that were ours, and are closed. */
export async function areClosed(db: Database, names: string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const { rows } = await sql<{ name: string }>`
    select name from media_room where name = any(${names}::text[]) and closed_at is not null`.execute(db);
  return rows.map(({ name }) => name);
}

/** Whether an identity can be one that was let in here; LiveKit may serve others as well. */
export function isAdmissionId(identity: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(identity);
}

export type NewAdmission = Omit<Admission, 'mayPublish'> & { madeAt: Date; enterBy: Date };

/**
 * Lets somebody into an open room: undefined where the room is closed or was never opened. Whoever is on hold
 * there stays so, also after a reload or on another device.
 */
export async function insertAdmission(
  db: Database,
  one: NewAdmission,
): Promise<{ mayPublish: boolean } | undefined> {
  const { rows } = await sql<{ mayPublish: boolean }>`
    insert into media_admission (id, room, person_id, session_id, zone, label, may_publish, made_at, enter_by)
    select ${one.id}, r.name, ${one.personId}, ${one.sessionId}, ${one.zone}, ${one.label},
      not exists (
        select 1 from media_admission a where a.room = r.name and a.person_id = ${one.personId}
          and a.revoked_at is null and not a.may_publish
      ),
      ${one.madeAt}, ${one.enterBy}
    from media_room r where r.name = ${one.room} and r.closed_at is null
    for key share
    returning may_publish`.execute(db);
  return rows[0];
}

/** Those of these admissions that still let somebody in: not taken back, in time, their room open. */
export async function standing(db: Database, ids: string[], now: Date): Promise<Admission[]> {
  const { rows } = await sql<Admission>`
    select a.id, a.room, a.person_id, a.session_id, a.zone, a.label, a.may_publish
    from media_admission a join media_room r on r.name = a.room and r.closed_at is null
    where a.id = any(${ids}::uuid[]) and a.revoked_at is null
      and (a.entered_at is not null or a.enter_by > ${now})`.execute(db);
  return rows.map((row) => ({ ...row, zone: Zone.parse(row.zone) }));
}

/** Notes that somebody came in; whoever was in there before with an older admission is answered. */
export async function markEntered(db: Database, one: Admission, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with entered as (
      update media_admission set entered_at = ${now}, line_cut_at = null where id = ${one.id}
      returning made_at
    )
    update media_admission a set revoked_at = ${now}
    from entered
    where a.room = ${one.room} and a.person_id = ${one.personId} and a.id <> ${one.id}
      and a.revoked_at is null and a.entered_at is not null and a.made_at < entered.made_at
    returning a.id`.execute(db);
  return rows.map((row) => row.id);
}

/** Notes that a page was heard last at that time, unless it has come in anew since. */
export async function markLineCut(db: Database, identity: string, at: Date): Promise<void> {
  await sql`
    update media_admission set line_cut_at = ${at}
    where id = ${identity} and entered_at <= ${at} and revoked_at is null`.execute(db);
}

/** The room of somebody whose page has not come back; undefined where it has, or where the room is closed. */
export async function roomOfCut(db: Database, identity: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('mediaAdmission as a')
    .innerJoin('mediaRoom as r', 'r.name', 'a.room')
    .select('a.room')
    .where('a.id', '=', identity)
    .where('a.lineCutAt', 'is not', null)
    .where('r.closedAt', 'is', null)
    .executeTakeFirst();
  return found?.room;
}

/** Takes back what a person holds in a room, or in every room; answers what there was. */
export async function revokeOf(
  db: Database,
  which: { personId: string; room?: string },
  at: Date,
): Promise<{ id: string; room: string }[]> {
  let query = db
    .updateTable('mediaAdmission')
    .set({ revokedAt: at })
    .where('personId', '=', which.personId)
    .where('revokedAt', 'is', null);
  if (which.room) query = query.where('room', '=', which.room);
  return query.returning(['id', 'room']).execute();
}

export async function revokeIds(db: Database, ids: string[], at: Date): Promise<void> {
  await sql`update media_admission set revoked_at = ${at} where id = any(${ids}::uuid[]) and revoked_at is null`.execute(
    db,
  );
}

/** Sets whether a person may speak in a room; answers under which identities. */
export async function setMayPublish(
  db: Database,
  room: string,
  personId: string,
  mayPublish: boolean,
): Promise<string[]> {
  const rows = await db
    .updateTable('mediaAdmission')
    .set({ mayPublish })
    .where('room', '=', room)
    .where('personId', '=', personId)
    .where('revokedAt', 'is', null)
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Those who are in a room by what is known here. */
export async function presentIn(
  db: Database | Tx,
  room: string,
): Promise<{ identity: string; personId: string; sid: string | null }[]> {
  const rows = await db
    .selectFrom('mediaAdmission')
    .select(['id as identity', 'personId', 'participantSid as sid'])
    .where('room', '=', room)
    .where('joinedAt', 'is not', null)
    .where('leftAt', 'is', null)
    .execute();
  return rows;
}

/** Everybody who is in some room by what is known here. */
export async function presentAnywhere(
  db: Database,
): Promise<{ room: string; identity: string; sid: string | null }[]> {
  const rows = await db
    .selectFrom('mediaAdmission')
    .select(['room', 'id as identity', 'participantSid as sid'])
    .where('joinedAt', 'is not', null)
    .where('leftAt', 'is', null)
    .execute();
  return rows;
}

/** Puts one thing that was told into the inbox; false where it lay there already. */
export async function keepEvent(
  tx: Tx,
  event: { id: string; kind: string; participantSid: string | null; receivedAt: Date },
): Promise<boolean> {
  const kept = await tx
    .insertInto('mediaEvent')
    .values(event)
    .onConflict((oc) => oc.doNothing())
    .returning('id')
    .executeTakeFirst();
  return kept !== undefined;
}

/**
 * Notes that a participant is in, also one that was missed by mistake. A later one of the same identity wins
 * over an earlier one, and one that LiveKit has told to have left changes nothing.
 */
export async function markJoined(
  tx: Tx,
  identity: string,
  sid: string,
  at: Date,
): Promise<Passage | undefined> {
  const { rows } = await sql<Gone>`
    update media_admission a set participant_sid = ${sid}, joined_at = ${at}, left_at = null
    where a.id = ${identity} and (a.participant_sid is distinct from ${sid} or a.left_at is not null)
      and (a.joined_at is null or a.joined_at <= ${at})
      and not exists (
        select 1 from media_event e where e.kind = 'participant_left' and e.participant_sid = ${sid}
      )
    returning a.room, a.person_id, a.joined_at as at`.execute(tx);
  return passageOf(tx, identity, rows[0]);
}

/** Notes that a participant has left, unless a later one of the same identity is in. */
export async function markLeft(
  tx: Tx,
  identity: string,
  sid: string,
  at: Date,
): Promise<Passage | undefined> {
  const { rows } = await sql<Gone>`
    update media_admission a set left_at = ${at}
    where a.id = ${identity} and a.participant_sid = ${sid} and a.left_at is null
    returning a.room, a.person_id, least(coalesce(a.line_cut_at, a.left_at), a.left_at) as at`.execute(tx);
  return passageOf(tx, identity, rows[0]);
}

type Gone = Omit<Passage, 'identity' | 'isOnly'>;

async function passageOf(tx: Tx, identity: string, row: Gone | undefined): Promise<Passage | undefined> {
  if (!row) return undefined;
  const present = await presentIn(tx, row.room);
  const isOnly = !present.some((one) => one.personId === row.personId && one.identity !== identity);
  return { ...row, identity, isOnly };
}

/** Forgets what was told, and who was let in where, before a time. */
export async function pruneMedia(db: Database, before: Date): Promise<void> {
  await db.deleteFrom('mediaEvent').where('receivedAt', '<', before).execute();
  await db.deleteFrom('mediaRoom').where('closedAt', '<', before).execute();
}
