import { randomUUID } from 'node:crypto';
import type { Call } from '@engawa/contract/calls';
import { newId } from '@engawa/db/id';
import type { Tx } from '@engawa/db/transact';
import { AppError } from '#platform/errors.ts';
import type { NewEvent } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { markBusy } from '../presence/mark-busy.ts';
import { tieCall } from '../memos/tie-call.ts';
import { callLabel } from './policy.ts';
import { insertCall, lockPeople, openLegs, personToCall, setDue } from './queries.ts';
import { tellCalls } from './tell-calls.ts';

/** Two who agreed to talk, and the device at which each of them said so. */
type Agreed = {
  callerId: string;
  callerDevice: string;
  calleeId: string;
  calleeDevice: string;
  about: string;
  /** The memo that this call answers. */
  memoId?: string;
};

/**
 * Begins a call that nobody has to answer any more: both are in it, and their devices enter by themselves.
 * It takes the locks of both people, so nothing of a call may be locked before; and it publishes, `besides`
 * with its own. Refused where one of them talks or has a ring out already.
 */
export async function beginCall(
  tx: Tx,
  platform: Platform,
  { callerId, callerDevice, calleeId, calleeDevice, about, memoId }: Agreed,
  besides: readonly NewEvent[] = [],
): Promise<Call> {
  if (callerId === calleeId) throw new AppError('invalid_input');
  const people = [callerId, calleeId];
  await lockPeople(tx, people);
  for (const id of people) {
    const person = await personToCall(tx, id);
    if (!person || person.disabledAt || person.leftOn) throw new AppError('person_left');
  }
  const open = await openLegs(tx, people);
  const talks = (id: string) => open.some((leg) => leg.personId === id && leg.state === 'in');
  if (talks(callerId)) throw new AppError('in_a_call');
  if (talks(calleeId)) throw new AppError('cannot_ring');

  const at = platform.clock.now();
  const id = newId();
  const room = randomUUID();
  // Until its media is there a device counts as cut off: one that is gone already is found out.
  const speaks = { state: 'in', cutAt: at };
  const now = {
    state: 'answered',
    reason: null,
    offeredAt: at,
    ringUntil: null,
    answeredAt: at,
    endedAt: null,
  };
  await insertCall(
    tx,
    { id, room, callerId, calleeId, about, label: callLabel, answersMemoId: memoId ?? null, ...now },
    { caller: { ...speaks, device: callerDevice }, callee: { ...speaks, device: calleeDevice } },
  );
  await setDue(tx, id);
  await markBusy(tx, { people, kind: 'call', ref: id }, platform);
  // So that nobody waits for it; where it cannot be opened now, entering tries again.
  tx.after(() => void platform.media.openRoom(room).catch(() => {}));
  const tied = memoId && (await tieCall(tx, platform, { memoId, callId: id, personId: callerId }));
  return tellCalls(tx, platform, [id], [...besides, ...(tied ? tied.events : [])]);
}
