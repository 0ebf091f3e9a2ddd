import type { Tx } from '@engawa/db/transact';
import type { NewEvent } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { clearBusy } from '../presence/mark-busy.ts';
import { finishCall } from './finish-call.ts';
import { goesOn } from './policy.ts';
import { legsOf, lockCall, setDue, turnCall, turnLeg } from './queries.ts';

/**
 * Takes one person out of an open call; it ends where nobody is left to talk to. Answers what is to be told
 * besides the call itself, or nothing where nothing changed.
 */
export async function leaveCall(
  tx: Tx,
  platform: Platform,
  { callId, personId }: { callId: string; personId: string },
  reason: 'hung-up' | 'cut' | 'removed',
): Promise<NewEvent[] | undefined> {
  const call = await lockCall(tx, callId);
  if (!call) return undefined;
  const legs = await legsOf(tx, [callId]);
  const mine = legs.find((leg) => leg.personId === personId && leg.state !== 'out');
  if (!mine) return undefined;
  if (call.state === 'ringing') {
    const state = personId === call.callerId ? 'cancelled' : 'missed';
    return finishCall(tx, platform, call, { from: ['ringing'], state });
  }
  if (!goesOn(legs.filter((leg) => leg !== mine)))
    return finishCall(tx, platform, call, { from: ['answered'], state: 'ended', reason });
  await turnLeg(tx, mine, [mine.state], {
    state: 'out',
    leftAt: platform.clock.now(),
    cutAt: null,
    held: false,
    ringUntil: null,
  });
  await clearBusy(tx, { ref: callId, people: [personId] }, platform);
  await turnCall(tx, callId, ['answered'], {});
  await setDue(tx, callId);
  return [];
}
