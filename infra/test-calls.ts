import type { Database } from '@engawa/db/connect';
import { newId } from '@engawa/db/id';

/** A call that rings now; whatever rang before is gone. */
export async function ringingCall(db: Database, callerId: string, calleeId: string): Promise<string> {
  await db.deleteFrom('callLeg').execute();
  await db.deleteFrom('call').execute();
  const id = newId();
  const at = new Date();
  const ringUntil = new Date(at.getTime() + 30_000);
  const call = { id, callerId, calleeId, state: 'ringing', label: '2', room: id, offeredAt: at, ringUntil };
  await db.insertInto('call').values(call).execute();
  await db
    .insertInto('callLeg')
    .values([
      { callId: id, personId: callerId, part: 'caller', state: 'in' },
      { callId: id, personId: calleeId, part: 'callee', state: 'ringing' },
    ])
    .execute();
  return id;
}
