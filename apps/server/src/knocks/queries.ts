import { sql, type Insertable, type Updateable } from 'kysely';
import type { Database } from '@engawa/db/connect';
import type { DB } from '@engawa/db/schema.generated';
import type { Tx } from '@engawa/db/transact';

type Db = Database | Tx;

const columns = [
  'id',
  'rev',
  'askerId',
  'device',
  'personId',
  'sectionId',
  'holds',
  'about',
  'callerName',
  'callerOrganisation',
  'callerNumber',
  'label',
  'state',
  'answer',
  'answererId',
  'answererDevice',
  'answererSessionId',
  'answererZone',
  'askedAt',
  'dueAt',
  'endedAt',
  'seenAt',
  'memoId',
] as const;

export type KnockRow = NonNullable<Awaited<ReturnType<typeof knockById>>>;

export async function knockById(db: Db, id: string) {
  return db.selectFrom('knock').select(columns).where('id', '=', id).executeTakeFirst();
}

/** Writes a question; undefined where one of the same pair is open. */
export async function insertKnock(
  tx: Tx,
  knock: Insertable<DB['knock']>,
  asked: readonly string[],
): Promise<KnockRow | undefined> {
  const row = await tx
    .insertInto('knock')
    .values(knock)
    .onConflict((oc) => oc.doNothing())
    .returning(columns)
    .executeTakeFirst();
  if (!row) return undefined;
  await tx
    .insertInto('knockAsked')
    .values(asked.map((personId) => ({ knockId: row.id, personId })))
    .execute();
  return row;
}

/** Turns a question, if it still stands in one of these states: whoever comes second finds nothing to turn. */
export async function turnKnock(
  tx: Tx,
  id: string,
  from: readonly string[],
  set: Updateable<DB['knock']>,
): Promise<KnockRow | undefined> {
  return tx
    .updateTable('knock')
    .set(set)
    .set({ rev: sql`rev + 1` })
    .where('id', '=', id)
    .where('state', 'in', from)
    .returning(columns)
    .executeTakeFirst();
}

export async function setSeen(tx: Tx, id: string, at: Date): Promise<KnockRow | undefined> {
  return tx
    .updateTable('knock')
    .set({ seenAt: at, rev: sql`rev + 1` })
    .where('id', '=', id)
    .where('endedAt', 'is not', null)
    .where('seenAt', 'is', null)
    .returning(columns)
    .executeTakeFirst();
}

/** Takes the words out of one that has been over for a while. */
export async function forgetWords(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('knock')
    .set({ about: '', callerName: '', callerOrganisation: '', callerNumber: '', dueAt: null })
    .where('id', '=', id)
    .execute();
}

/** One whose time has come, held until the commit; what another node works on is passed over. */
export async function takeDue(tx: Tx, now: Date): Promise<KnockRow | undefined> {
  return tx
    .selectFrom('knock')
    .select(columns)
    .where('dueAt', '<=', now)
    .orderBy('dueAt')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

export async function putOff(db: Db, id: string, until: Date): Promise<void> {
  await db.updateTable('knock').set({ dueAt: until }).where('id', '=', id).execute();
}

export async function askedIn(db: Db, knockIds: readonly string[]) {
  if (knockIds.length === 0) return [];
  return db
    .selectFrom('knockAsked')
    .select(['knockId', 'personId'])
    .where('knockId', 'in', knockIds)
    .orderBy('knockId')
    .orderBy('personId')
    .execute();
}

/** What is open for a person, and how their own ended since then that they have not seen. */
export async function knocksOf(db: Db, personId: string, endedSince: Date): Promise<KnockRow[]> {
  return db
    .selectFrom('knock')
    .select(columns)
    .where((eb) =>
      eb.or([
        eb.and([
          eb('endedAt', 'is', null),
          eb.or([
            eb('askerId', '=', personId),
            eb(
              'id',
              'in',
              eb.selectFrom('knockAsked').select('knockId').where('knockAsked.personId', '=', personId),
            ),
          ]),
        ]),
        eb.and([eb('askerId', '=', personId), eb('endedAt', '>=', endedSince), eb('seenAt', 'is', null)]),
      ]),
    )
    .orderBy('id')
    .execute();
}

/** The open questions of a person to one other, or asked by them. */
export async function openOf(tx: Tx, personId: string): Promise<KnockRow[]> {
  return tx
    .selectFrom('knock')
    .select(columns)
    .where('endedAt', 'is', null)
    .where((eb) => eb.or([eb('askerId', '=', personId), eb('personId', '=', personId)]))
    .orderBy('id')
    .forUpdate()
    .execute();
}

export async function personToAsk(tx: Tx, personId: string) {
  return tx
    .selectFrom('person')
    .select(['id', 'disabledAt', 'leftOn'])
    .where('id', '=', personId)
    .executeTakeFirst();
}

/** Who of these is in a call now. */
export async function talking(tx: Tx, personIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('callLeg')
    .select('personId')
    .where('personId', 'in', personIds)
    .where('state', '=', 'in')
    .execute();
  return new Set(rows.map(({ personId }) => personId));
}

/** Whether those two have talked since then, however it came about. */
export async function haveTalked(tx: Tx, one: string, other: string, since: Date): Promise<boolean> {
  const found = await tx
    .selectFrom('call')
    .select('id')
    .where('callerId', 'in', [one, other])
    .where('calleeId', 'in', [one, other])
    .where('answeredAt', '>=', since)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
