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
  const left = await leave(tx, platform, call, { from: call.callerId, to: call.calleeId, ask });
  if (!left) return [];
  await setMemo(tx, call.id, left.memoId);
  return left.events;
}

/** Who was rung into a call and did not come. */
export async function memoFor(
  tx: Tx,
  platform: Platform,
  call: CallRow,
  pair: { from: string; to: string },
): Promise<NewEvent[]> {
  return (await leave(tx, platform, call, { ...pair, ask: 'call_back' }))?.events ?? [];
}

async function leave(
  tx: Tx,
  platform: Platform,
  call: CallRow,
  { from, to, ask }: { from: string; to: string; ask: 'call_back' | 'called' },
) {
  const taker = await whoTakesIt(tx, platform, to);
  return (
    taker &&
    leaveMemo(tx, platform, {
      authorId: from,
      to: taker,
      ask,
      urgent: false,
      subject: call.about,
      label: callLabel,
      callId: call.id,
    })
  );
}

/**
 * The section, where the person never came to a screen yet, is away all day, or was shut out while it rang;
 * nobody where such a person sits in no section.
 */
export async function whoTakesIt(
  tx: Tx,
  platform: Platform,
  personId: string,
): Promise<{ personId: string } | { sectionId: string } | undefined> {
  const { sectionId, isActive, isShutOut } = await deskOf(tx, personId, businessDay(platform.clock.now()));
  const where = (await readWhereabouts(tx, [personId], platform)).get(personId);
  const isAway = isShutOut || !isActive || where?.state === 'leave';
  if (isAway && sectionId !== null) return { sectionId };
  return isShutOut ? undefined : { personId };
}
