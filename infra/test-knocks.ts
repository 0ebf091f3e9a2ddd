import type { Database } from '@engawa/db/connect';
import { newId } from '@engawa/db/id';

/** A question that nobody has answered yet; whatever was asked before is gone. */
export async function openKnock(db: Database, askerId: string, personId: string): Promise<string> {
  await db.deleteFrom('knock').execute();
  const id = newId();
  const askedAt = new Date();
  const dueAt = new Date(askedAt.getTime() + 600_000);
  const asked = { askerId, personId, device: newId(), holds: false, label: '2', pairKey: id };
  await db
    .insertInto('knock')
    .values({ id, ...asked, state: 'asked', askedAt, dueAt })
    .execute();
  await db.insertInto('knockAsked').values({ knockId: id, personId }).execute();
  return id;
}
