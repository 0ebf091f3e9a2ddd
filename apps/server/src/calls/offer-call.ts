import { randomUUID } from 'node:crypto';
import type { Call } from '@engawa/contract/calls';
import type { CommandParsed } from '@engawa/contract/socket';
import { newId } from '@engawa/db/id';
import type { Tx } from '@engawa/db/transact';
import { AppError } from '#platform/errors.ts';
import { readHall } from '#platform/hall.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { answerRinging } from './accept-call.ts';
import { callLabel, mayTalk, mostAtOnce } from './policy.ts';
import { insertCall, lockPeople, openLegs, personToCall } from './queries.ts';
import { tellCalls } from './tell-calls.ts';

/** Rings a person, or says at once why not. Where that person is calling me already, the two become one call. */
export async function offerCall(
  tx: Tx,
  me: Me,
  input: CommandParsed<'call:offer'>,
  platform: Platform,
): Promise<Call> {
  const { calleeId, about, device } = input;
  if (calleeId === me.personId) throw new AppError('invalid_input');
  if (!mayTalk(platform.zones, me)) throw new AppError('no_calls_here');
  await lockPeople(tx, [me.personId, calleeId]);
  const callee = await personToCall(tx, calleeId);
  if (!callee) throw new AppError('not_found');
  if (callee.disabledAt || callee.leftOn) throw new AppError('person_left');

  const open = await openLegs(tx, [me.personId, calleeId]);
  const towardsMe = open.find(
    (call) => call.callState === 'ringing' && call.callerId === calleeId && call.calleeId === me.personId,
  );
  if (towardsMe) return answerRinging(tx, me, { callId: towardsMe.id, device }, platform);
  if (open.some((leg) => leg.personId === me.personId && leg.state === 'in')) throw new AppError('in_a_call');

  const at = platform.clock.now();
  const isBusy = open.filter((leg) => leg.personId === calleeId).length >= mostAtOnce;
  const { ringSeconds } = await readHall(tx);
  const call = { id: newId(), callerId: me.personId, calleeId, about, label: callLabel, offeredAt: at };
  const over = { state: 'failed', reason: 'busy', ringUntil: null, endedAt: at };
  const rings = {
    state: 'ringing',
    reason: null,
    ringUntil: new Date(at.getTime() + ringSeconds * 1000),
    endedAt: null,
  };
  // No name that could be guessed, so that a room is only entered by who was let in.
  const room = randomUUID();
  await insertCall(tx, { ...call, room, ...(isBusy ? over : rings) }, { sessionId: me.sessionId, device });
  // So that nobody waits for it who answers; where it cannot be opened now, entering tries again.
  if (!isBusy) tx.after(() => void platform.media.openRoom(room).catch(() => {}));
  return tellCalls(tx, platform, [call.id]);
}
