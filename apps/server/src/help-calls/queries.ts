import { sql, type Updateable } from 'kysely';
import type { Database } from '@engawa/db/connect';
import type { DB } from '@engawa/db/schema.generated';
import type { Tx } from '@engawa/db/transact';

type Db = Database | Tx;

const columns = [
  'id',
  'rev',
  'state',
  'askerId',
  'placeId',
  'placeName',
  'sectionId',
  'place',
  'label',
  'isWide',
  'takerId',
  'askedAt',
  'dueAt',
  'endedAt',
] as const;

export type HelpRow = {
  id: string;
  rev: number;
  state: string;
  askerId: string | null;
  placeId: string | null;
  placeName: string;
  sectionId: string;
  place: string;
  label: string;
  isWide: boolean;
  takerId: string | null;
  askedAt: Date;
  dueAt: Date | null;
  endedAt: Date | null;
};

export type HeardRow = { helpCallId: string; personId: string; declined: boolean };

/** The 課 that a section is a part of; the section itself where it is one. */
export async function wholeOf(db: Db, sectionId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with recursive climb as (
      select id, parent_id, name, 0 as depth from section where id = ${sectionId}
      union all
      select s.id, s.parent_id, s.name, c.depth + 1 from climb c join section s on s.id = c.parent_id
      where c.name ~ '(係|担当|班|グループ|チーム)$'
    )
    select id from climb order by depth desc limit 1`.execute(db);
  return rows[0]?.id ?? sectionId;
}

/** The new one, or nothing where its asker has an open one already. */
export async function insertHelp(tx: Tx, row: Omit<HelpRow, 'rev' | 'takerId'>): Promise<boolean> {
  const { rows } = await sql`
    insert into help_call (id, asker_id, place_id, place_name, section_id, place, label, state, is_wide,
      asked_at, due_at, ended_at)
    values (${row.id}, ${row.askerId}, ${row.placeId}, ${row.placeName}, ${row.sectionId}, ${row.place},
      ${row.label}, ${row.state}, ${row.isWide}, ${row.askedAt}, ${row.dueAt}, ${row.endedAt})
    on conflict do nothing returning id`.execute(tx);
  return rows.length > 0;
}

export async function openOf(tx: Tx, askerId: string): Promise<HelpRow | undefined> {
  return tx
    .selectFrom('helpCall')
    .select(columns)
    .where((eb) => eb.or([eb('askerId', '=', askerId), eb('placeId', '=', askerId)]))
    .where('state', '=', 'open')
    .executeTakeFirst();
}

export async function helpById(db: Db, id: string): Promise<HelpRow | undefined> {
  return db.selectFrom('helpCall').select(columns).where('id', '=', id).executeTakeFirst();
}

/** What is open of these askers, persons or shared PCs, or was told to these people. */
export async function openHelp(db: Db, who: string): Promise<HelpRow[]> {
  return db
    .selectFrom('helpCall')
    .select(columns)
    .where('state', '=', 'open')
    .where((eb) =>
      eb.or([
        eb('askerId', '=', who),
        eb.exists(
          eb
            .selectFrom('helpCallHeard')
            .select('personId')
            .whereRef('helpCallId', '=', 'helpCall.id')
            .where('personId', '=', who),
        ),
      ]),
    )
    .orderBy('id')
    .execute();
}

export async function heardOf(db: Db, ids: readonly string[]): Promise<HeardRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('helpCallHeard')
    .select(['helpCallId', 'personId', 'declined'])
    .where('helpCallId', 'in', ids)
    .orderBy('personId')
    .execute();
}

export async function addHeard(tx: Tx, helpCallId: string, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return;
  await tx
    .insertInto('helpCallHeard')
    .values(personIds.map((personId) => ({ helpCallId, personId })))
    .onConflict((oc) => oc.doNothing())
    .execute();
}

export async function setDeclined(tx: Tx, helpCallId: string, personId: string): Promise<boolean> {
  const turned = await tx
    .updateTable('helpCallHeard')
    .set({ declined: true })
    .where('helpCallId', '=', helpCallId)
    .where('personId', '=', personId)
    .returning('personId')
    .executeTakeFirst();
  return turned !== undefined;
}

/** Changes it while it is open: of all who try to end it, the first one wins. */
export async function turnHelp(
  tx: Tx,
  id: string,
  set: Updateable<DB['helpCall']>,
): Promise<HelpRow | undefined> {
  return tx
    .updateTable('helpCall')
    .set(set)
    .set((eb) => ({ rev: eb('rev', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returning(columns)
    .executeTakeFirst();
}

export async function takeDue(tx: Tx, now: Date): Promise<HelpRow | undefined> {
  return tx
    .selectFrom('helpCall')
    .select(columns)
    .where('dueAt', '<=', now)
    .orderBy('dueAt')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

/** Looks at it again later, where it cannot be turned now: it must not keep the others waiting. */
export async function putOff(db: Db, id: string, until: Date): Promise<void> {
  await db.updateTable('helpCall').set({ dueAt: until }).where('id', '=', id).execute();
}

export async function removeEnded(db: Database, before: Date): Promise<void> {
  await db.deleteFrom('helpCall').where('endedAt', '<', before).execute();
}
