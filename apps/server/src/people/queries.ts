import type { Database } from '@engawa/db/connect';
import type { Tx } from '@engawa/db/transact';

type Db = Database | Tx;

export async function preferencesOf(db: Db, personId: string): Promise<unknown> {
  const row = await db
    .selectFrom('preference')
    .select('value')
    .where('personId', '=', personId)
    .executeTakeFirst();
  return row?.value ?? {};
}

export async function writePreferences(tx: Tx, personId: string, value: object): Promise<void> {
  await tx
    .insertInto('preference')
    .values({ personId, value: { ...value } })
    .onConflict((oc) => oc.column('personId').doUpdateSet({ value: { ...value } }))
    .execute();
}

/** Sections that a person heads today. */
export async function headedSections(db: Db, personId: string, today: string): Promise<string[]> {
  const rows = await db
    .selectFrom('post')
    .select('sectionId')
    .where('personId', '=', personId)
    .where('isHead', '=', true)
    .where('fromOn', '<=', today)
    .where((eb) => eb.or([eb('untilOn', 'is', null), eb('untilOn', '>', today)]))
    .execute();
  return rows.flatMap((row) => row.sectionId ?? []);
}
