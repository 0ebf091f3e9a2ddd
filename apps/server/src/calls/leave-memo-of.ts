import type { Tx } from '@engawa/db/transact';
import { businessDay } from '#platform/clock.ts';
import type { NewEvent } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { leaveMemo } from '../memos/leave-memo.ts';
import { readWhereabouts } from '../presence/read-standing.ts';
import { callLabel, leavesMemo } from './policy.ts';
import { deskOf, setMemo, type CallRow } from './queries.ts';

/** No call that nobody answered ends in nothing: what is left of it has an owner and a time. */
export async function leaveMemoOf(tx: Tx, platform: Platform, call: CallRow): Promise<NewEvent[]> {
  const ask = leavesMemo(call);
  if (!ask) return [];
  const { memoId, events } = await leave(tx, platform, call, { from: call.callerId, to: call.calleeId, ask });
  await setMemo(tx, call.id, memoId);
  return events;
}

/** Who was rung into a call and did not come. */
export async function memoFor(
  tx: Tx,
  platform: Platform,
  call: CallRow,
  pair: { from: string; to: string },
): Promise<NewEvent[]> {
  return (await leave(tx, platform, call, { ...pair, ask: 'call_back' })).events;
}

async function leave(
  tx: Tx,
  platform: Platform,
  call: CallRow,
  { from, to, ask }: { from: string; to: string; ask: 'call_back' | 'called' },
) {
  return leaveMemo(tx, platform, {
    authorId: from,
    to: await whoTakesIt(tx, platform, to),
    ask,
    urgent: false,
    subject: call.about,
    label: callLabel,
    callId: call.id,
  });
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
