import type { Call } from '@engawa/contract/calls';
import type { CommandParsed } from '@engawa/contract/socket';
import type { Tx } from '@engawa/db/transact';
import { AppError } from '#platform/errors.ts';
import type { Me } from '#platform/me.ts';
import type { NewEvent } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { tieCall } from '../memos/tie-call.ts';
import { markBusy } from '../presence/mark-busy.ts';
import { leaveCall } from './leave-call.ts';
import { mayTalk } from './policy.ts';
import { callsById, legsOf, lockPeople, openLegs, setDue, turnCall, turnLeg } from './queries.ts';
import { tellCalls } from './tell-calls.ts';

/** Answers a ring on this device. Of all who try, the first wins. */
export async function acceptCall(
  tx: Tx,
  me: Me,
  { callId, device }: CommandParsed<'call:accept'>,
  platform: Platform,
): Promise<Call> {
  if (!mayTalk(platform.zones, me)) throw new AppError('no_calls_here');
  await lockPeople(tx, [me.personId]);
  return answerRinging(tx, me, { callId, device }, platform);
}

/** What I was talking in before ends: the button that answers a second ring says so. */
export async function answerRinging(
  tx: Tx,
  me: Me,
  { callId, device }: { callId: string; device: string },
  platform: Platform,
  news: readonly NewEvent[] = [],
): Promise<Call> {
  const at = platform.clock.now();
  const legs = await legsOf(tx, [callId]);
  const mine = legs.find(({ personId }) => personId === me.personId);
  if (!mine || mine.part === 'caller') throw new AppError('not_found');
  const isAdded = mine.part === 'added';
  const answered = isAdded ? {} : { state: 'answered', answeredAt: at, ringUntil: null, dueAt: null };
  const call = await turnCall(tx, callId, [isAdded ? 'answered' : 'ringing'], answered);
  if (!call) throw await whyNot(tx, callId);
  // Until its media is there a device counts as cut off: one that died in this moment is found out.
  const speaks = { sessionId: me.sessionId, device, cutAt: at, ringUntil: null };
  if (!(await turnLeg(tx, mine, ['ringing'], { state: 'in', ...speaks })))
    throw new AppError(mine.state === 'out' ? 'call_over' : 'answered_elsewhere');
  for (const leg of legs) if (!leg.joinedAt) await turnLeg(tx, leg, ['in'], { cutAt: at });
  const besides: NewEvent[] = [...news];
  const changed: [string, ...string[]] = [callId];
  for (const other of await openLegs(tx, [me.personId])) {
    if (other.id === callId || other.state !== 'in') continue;
    const told = await leaveCall(tx, platform, { callId: other.id, personId: me.personId }, 'hung-up');
    if (!told) continue;
    changed.push(other.id);
    besides.push(...told);
  }
  await setDue(tx, callId);
  const people = isAdded ? [me.personId] : [call.callerId, call.calleeId];
  await markBusy(tx, { people, kind: 'call', ref: callId }, platform);
  if (call.answersMemoId && !isAdded) {
    const tied = { memoId: call.answersMemoId, callId, personId: call.callerId };
    besides.push(...(await tieCall(tx, platform, tied)).events);
  }
  return tellCalls(tx, platform, changed, besides);
}

async function whyNot(tx: Tx, callId: string): Promise<AppError> {
  const [call] = await callsById(tx, [callId]);
  return new AppError(call?.state === 'answered' ? 'answered_elsewhere' : 'call_over');
}
