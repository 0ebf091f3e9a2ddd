import type { Database } from '@engawa/db/connect';
import { newId } from '@engawa/db/id';
import type { Made } from './test-house.ts';

/** These people count as connected for an hour, without a socket each. */
export async function makePresent(db: Database, people: readonly Made[]): Promise<void> {
  const nodeId = newId();
  const until = new Date(Date.now() + 3_600_000);
  await db.insertInto('presenceNode').values({ id: nodeId, until }).execute();
  await db
    .insertInto('presenceLease')
    .values(people.map(({ id }) => ({ nodeId, personId: id })))
    .execute();
}
