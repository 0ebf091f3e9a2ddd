import { sql } from 'kysely';
import type { Database } from '@engawa/db/connect';
import type { Tx } from '@engawa/db/transact';

export async function foldersOf(db: Database | Tx, personId: string) {
  return db
    .selectFrom('folder')
    .select(['id', 'name', 'orderNo'])
    .where('personId', '=', personId)
    .orderBy('orderNo')
    .orderBy('name')
    .execute();
}

export async function lockFolders(tx: Tx, personId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`folders ${personId}`}, 0))`.execute(tx);
}

export async function saveFolder(
  tx: Tx,
  folder: { id: string; personId: string; name: string; orderNo: number },
) {
  return tx
    .insertInto('folder')
    .values(folder)
    .onConflict((oc) =>
      oc
        .column('id')
        .doUpdateSet({ name: folder.name, orderNo: folder.orderNo })
        .where('folder.personId', '=', folder.personId),
    )
    .returning(['id', 'name', 'orderNo'])
    .executeTakeFirst();
}

export async function deleteFolder(tx: Tx, personId: string, id: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('folder')
    .where('id', '=', id)
    .where('personId', '=', personId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
