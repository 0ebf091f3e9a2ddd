import type { Tx } from '@engawa/db/transact';
import type { Platform } from '#platform/platform.ts';
import { finishCall } from './finish-call.ts';
import { goesOn } from './policy.ts';
import { legsOf, lockCall, setDue, turnCall, turnLeg } from './queries.ts';

/** Takes one person out of an open call; it ends where nobody is left to talk to. Answers whether it changed. */
export async function leaveCall(
  tx: Tx,
  platform: Platform,
  { callId, personId }: { callId: string; personId: string },
  reason: 'hung-up' | 'cut' | 'removed',
): Promise<boolean> {
  const call = await lockCall(tx, callId);
  if (!call) return false;
  const legs = await legsOf(tx, [callId]);
  const mine = legs.find((leg) => leg.personId === personId && leg.state !== 'out');
  if (!mine) return false;
  if (call.state === 'ringing') {
    const state = personId === call.callerId ? 'cancelled' : 'missed';
    return Boolean(await finishCall(tx, platform, callId, { from: ['ringing'], state }));
  }
  if (!goesOn(legs.filter((leg) => leg !== mine)))
    return Boolean(await finishCall(tx, platform, callId, { from: ['answered'], state: 'ended', reason }));
  const at = platform.clock.now();
  await turnLeg(tx, mine, [mine.state], {
    state: 'out',
    leftAt: at,
    cutAt: null,
    held: false,
    ringUntil: null,
  });
  await turnCall(tx, callId, ['answered'], {});
  await setDue(tx, callId);
  return true;
}
