import type { Tx } from '@engawa/db/transact';
import { businessDay } from '#platform/clock.ts';
import type { NewEvent } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { leaveMemo } from '../memos/leave-memo.ts';
import { readWhereabouts } from '../presence/read-standing.ts';
import { leavesMemo } from './policy.ts';
import { callLabel } from './policy.ts';
import { deskOf, setMemo, type CallRow } from './queries.ts';

/** No call that nobody answered ends in nothing: what is left of it has an owner and a time. */
export async function leaveMemoOf(tx: Tx, platform: Platform, call: CallRow): Promise<NewEvent[]> {
  const ask = leavesMemo(call);
  if (!ask) return [];
  const { memoId, events } = await leaveMemo(tx, platform, {
    authorId: call.callerId,
    to: await whoTakesIt(tx, platform, call.calleeId),
    ask,
    urgent: false,
    subject: call.about,
    label: callLabel,
    callId: call.id,
  });
  await setMemo(tx, call.id, memoId);
  return events;
}

/** The section, where the person never came to a screen yet or is away all day. */
async function whoTakesIt(
  tx: Tx,
  platform: Platform,
  personId: string,
): Promise<{ personId: string } | { sectionId: string }> {
  const { sectionId, isActive } = await deskOf(tx, personId, businessDay(platform.clock.now()));
  if (sectionId === null) return { personId };
  const where = (await readWhereabouts(tx, [personId], platform)).get(personId);
  return isActive && where?.state !== 'leave' ? { personId } : { sectionId };
}
