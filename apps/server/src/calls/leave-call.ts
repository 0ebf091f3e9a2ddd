import type { Tx } from '@engawa/db/transact';
import type { NewEvent } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { clearBusy } from '../presence/mark-busy.ts';
import { finishCall } from './finish-call.ts';
import { memoFor } from './leave-memo-of.ts';
import { goesOn } from './policy.ts';
import { legsOf, lockCall, setDue, turnCall, turnLeg, type CallRow, type LegRow } from './queries.ts';

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
  // Whoever was rung into it and did not come finds a memo of somebody who waited.
  const waited =
    mine.state === 'ringing' ? legs.find((leg) => leg !== mine && leg.state === 'in') : undefined;
  const memo = waited ? await memoFor(tx, platform, call, { from: waited.personId, to: personId }) : [];
  if (!goesOn(legs.filter((leg) => leg !== mine)))
    return both(memo, await finishCall(tx, platform, call, { from: ['answered'], state: 'ended', reason }));
  await turnLeg(tx, mine, [mine.state], {
    state: 'out',
    leftAt: platform.clock.now(),
    cutAt: null,
    held: false,
    ringUntil: null,
  });
  await clearBusy(tx, { ref: callId, people: [personId] }, platform);
  // The call goes on without them: nobody listens who is not in it.
  tx.after(() => stopHearing(platform, call, personId));
  await turnCall(tx, callId, ['answered'], {});
  await setDue(tx, callId);
  if (mine.held && !legs.some((leg) => leg !== mine && leg.held))
    tx.after(() => letSpeak(platform, call, legs));
  return memo;
}

const both = (memo: NewEvent[], end: NewEvent[] | undefined) => end && [...memo, ...end];

/** Where that fails, the next look around finds somebody in the room who is not let in. */
function stopHearing({ media, log }: Platform, { room }: CallRow, personId: string): void {
  media
    .revoke({ personId, room })
    .catch((error: unknown) => log.warn({ err: error }, 'who left a call could not be put out of its room'));
}

/** Who held the call is gone: nothing holds it any more. */
function letSpeak({ media, log }: Platform, { room }: CallRow, legs: readonly LegRow[]): void {
  for (const { personId } of legs)
    media
      .allow({ room, personId, publish: true })
      .catch((error: unknown) => log.warn({ err: error }, 'a hold could not be taken back'));
}
