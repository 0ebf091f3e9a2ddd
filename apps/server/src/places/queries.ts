import { sql } from 'kysely';
import type { Database } from '@engawa/db/connect';
import type { Tx } from '@engawa/db/transact';

type Db = Database | Tx;

export type PlaceRow = {
  id: string;
  name: string;
  kind: string;
  zone: string | null;
  registeredAt: Date | null;
  seenAt: Date | null;
};

const columns = ['id', 'name', 'kind', 'zone', 'registeredAt', 'seenAt'] as const;

export async function allPlaces(db: Db): Promise<PlaceRow[]> {
  return db.selectFrom('place').select(columns).orderBy('name').orderBy('id').execute();
}

export async function sectionsOfPlaces(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('placeSection')
    .innerJoin('section', 'section.id', 'placeSection.sectionId')
    .select(['placeId', 'sectionId', 'section.name'])
    .where('placeId', 'in', ids)
    .orderBy('section.orderNo')
    .orderBy('section.name')
    .execute();
}

export async function insertPlace(
  tx: Tx,
  place: { id: string; name: string; kind: string; createdAt: Date },
  sectionIds: readonly string[],
): Promise<void> {
  await tx.insertInto('place').values(place).execute();
  await tx
    .insertInto('placeSection')
    .values(sectionIds.map((sectionId) => ({ placeId: place.id, sectionId })))
    .execute();
}

export async function countSections(tx: Tx, ids: readonly string[]): Promise<number> {
  const rows = await tx.selectFrom('section').select('id').where('id', 'in', ids).execute();
  return rows.length;
}

export async function setCode(tx: Tx, id: string, codeHash: Buffer, codeUntil: Date): Promise<boolean> {
  const set = await tx
    .updateTable('place')
    .set({ codeHash, codeUntil })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return set !== undefined;
}

/** The place whose code this is, registered now: of two who type it the first one wins. */
export async function useCode(
  tx: Tx,
  codeHash: Buffer,
  now: Date,
  registered: { tokenHash: Buffer; zone: string },
): Promise<PlaceRow | undefined> {
  return tx
    .updateTable('place')
    .set({ ...registered, codeHash: null, codeUntil: null, registeredAt: now, seenAt: now })
    .where('codeHash', '=', codeHash)
    .where('codeUntil', '>', now)
    .returning(columns)
    .executeTakeFirst();
}

export async function placeByToken(db: Db, tokenHash: Buffer): Promise<PlaceRow | undefined> {
  return db.selectFrom('place').select(columns).where('tokenHash', '=', tokenHash).executeTakeFirst();
}

/** Holds the place while somebody takes it over, so that it is not taken away in between. */
export async function holdPlace(tx: Tx, id: string): Promise<boolean> {
  const held = await tx
    .selectFrom('place')
    .select('id')
    .where('id', '=', id)
    .where('tokenHash', 'is not', null)
    .forShare()
    .executeTakeFirst();
  return held !== undefined;
}

export async function markPlaceSeen(db: Db, id: string, at: Date): Promise<void> {
  await db.updateTable('place').set({ seenAt: at }).where('id', '=', id).execute();
}

export async function forgetToken(tx: Tx, id: string): Promise<boolean> {
  const gone = await tx
    .updateTable('place')
    .set({ tokenHash: null, zone: null, codeHash: null, codeUntil: null, registeredAt: null })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return gone !== undefined;
}

export async function deleteSessionsAt(tx: Tx, placeId: string) {
  return tx.deleteFrom('session').where('placeId', '=', placeId).returning(['id', 'personId']).execute();
}

export async function deleteSessionOf(tx: Tx, placeId: string, tokenHash: Buffer) {
  return tx
    .deleteFrom('session')
    .where('placeId', '=', placeId)
    .where('tokenHash', '=', tokenHash)
    .returning(['id', 'personId'])
    .execute();
}

export async function prolong(db: Db, sessionId: string, expiresAt: Date): Promise<void> {
  await db
    .updateTable('session')
    .set({ expiresAt })
    .where('id', '=', sessionId)
    .where('placeId', 'is not', null)
    .execute();
}

export async function staffNoOf(db: Db, personId: string): Promise<string> {
  const found = await db.selectFrom('person').select('staffNo').where('id', '=', personId).executeTakeFirst();
  return found?.staffNo ?? '';
}

export async function passwordHashOf(db: Db, personId: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('credential')
    .select('passwordHash')
    .where('personId', '=', personId)
    .executeTakeFirst();
  return found?.passwordHash;
}

export async function pinOf(db: Db, personId: string) {
  return db.selectFrom('personPin').select(['tries']).where('personId', '=', personId).executeTakeFirst();
}

export async function writePin(tx: Tx, personId: string, pinHash: string | null, setAt: Date): Promise<void> {
  if (pinHash === null) {
    await tx.deleteFrom('personPin').where('personId', '=', personId).execute();
    return;
  }
  const pin = { pinHash, tries: 0, setAt };
  await tx
    .insertInto('personPin')
    .values({ personId, ...pin })
    .onConflict((oc) => oc.column('personId').doUpdateSet(pin))
    .execute();
}

/** The person of a staff number who may come in now. */
export async function personNumbered(db: Db, staffNo: string, today: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('person')
    .select('id')
    .where('staffNo', '=', staffNo)
    .where('disabledAt', 'is', null)
    .where((eb) => eb.or([eb('leftOn', 'is', null), eb('leftOn', '>', today)]))
    .executeTakeFirst();
  return found?.id;
}

/** Counts a try before it is judged, so that many at once are not all let through; nothing once there were too many. */
export async function takeTry(db: Db, personId: string, most: number): Promise<string | undefined> {
  const taken = await db
    .updateTable('personPin')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('personId', '=', personId)
    .where('tries', '<', most)
    .returning('pinHash')
    .executeTakeFirst();
  return taken?.pinHash;
}

export async function forgetTries(db: Db, personId: string): Promise<void> {
  await db.updateTable('personPin').set({ tries: 0 }).where('personId', '=', personId).execute();
}

/** Everybody with a post in these sections or below, each under the section of the place. */
export async function peopleAt(db: Db, placeId: string, today: string) {
  const { rows } = await sql<{ sectionId: string; personId: string; name: string }>`
    with recursive below as (
      select section_id as top, section_id as id from place_section where place_id = ${placeId}
      union
      select b.top, s.id from section s join below b on s.parent_id = b.id
      where s.until_on is null or s.until_on > ${today}::date
    )
    select distinct below.top as section_id, p.id as person_id, p.name, p.kana from below
    join post on post.section_id = below.id
      and post.from_on <= ${today}::date and (post.until_on is null or post.until_on > ${today}::date)
    join person p on p.id = post.person_id
    where p.disabled_at is null and (p.left_on is null or p.left_on > ${today}::date)
    order by below.top, p.kana, p.id`.execute(db);
  return rows;
}

/** What waits for somebody of these sections, of labels that may stand on such a screen. */
export async function waitingMemos(db: Db, sectionIds: readonly string[], labels: readonly string[]) {
  const { rows } = await sql<{ from: string; ask: string; urgent: boolean; dueAt: Date }>`
    select coalesce(m.caller_name, p.name, '') as "from", m.ask, m.urgent, m.due_at
    from memo m left join person p on p.id = m.author_id
    where m.section_id = any(${sectionIds}::uuid[]) and m.owner_id is null and m.state <> 'closed'
      and m.label = any(${labels}::text[])
    order by m.due_at, m.id limit 50`.execute(db);
  return rows;
}

/** The newest call for help of a place, while it is open or was over a moment ago. */
export async function helpOf(db: Db, placeId: string, since: Date): Promise<string | undefined> {
  const found = await db
    .selectFrom('helpCall')
    .select('id')
    .where('placeId', '=', placeId)
    .where((eb) => eb.or([eb('endedAt', 'is', null), eb('endedAt', '>', since)]))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found?.id;
}

export async function nameOf(db: Db, personId: string): Promise<string> {
  const found = await db.selectFrom('person').select('name').where('id', '=', personId).executeTakeFirst();
  return found?.name ?? '';
}
