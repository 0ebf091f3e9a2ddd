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

/** A call for help that one asked for and the other was told of; whatever was open before is gone. */
export async function openHelp(
  db: Database,
  askerId: string,
  personId: string,
): Promise<{ help: string; section: string }> {
  await db.deleteFrom('helpCall').execute();
  const id = newId();
  const at = new Date();
  const { id: sectionId } = await db.selectFrom('section').select('id').limit(1).executeTakeFirstOrThrow();
  const times = { askedAt: at, dueAt: new Date(at.getTime() + 60_000) };
  const help = { id, askerId, sectionId, place: '窓口3番', label: '2', state: 'open', ...times };
  await db.insertInto('helpCall').values(help).execute();
  await db.insertInto('helpCallHeard').values({ helpCallId: id, personId }).execute();
  return { help: id, section: sectionId };
}
