import { randomUUID } from 'node:crypto';
import type { Call } from '@engawa/contract/calls';
import { userScope } from '@engawa/contract/scopes';
import type { CommandParsed } from '@engawa/contract/socket';
import { newId } from '@engawa/db/id';
import type { Tx } from '@engawa/db/transact';
import { AppError } from '#platform/errors.ts';
import { readHall } from '#platform/hall.ts';
import type { NewEvent } from '#platform/live/publish.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { checkText } from '../memos/policy.ts';
import { checkAnswers } from '../memos/tie-call.ts';
import { readWhereabouts } from '../presence/read-standing.ts';
import { answerRinging } from './accept-call.ts';
import { leaveMemoOf } from './leave-memo-of.ts';
import { callLabel, mayTalk, whyFails } from './policy.ts';
import { callsById, insertCall, lockPeople, openLegs, personToCall } from './queries.ts';
import { tellCalls } from './tell-calls.ts';

/**
 * Rings a person, or says at once why not. Where that person is calling me already, the two become one call. It
 * publishes, `news` of a later room with its own.
 */
export async function offerCall(
  tx: Tx,
  me: Me,
  { calleeId, about, device, memoId }: CommandParsed<'call:offer'>,
  platform: Platform,
  news: readonly NewEvent[] = [],
): Promise<Call> {
  if (calleeId === me.personId) throw new AppError('invalid_input');
  if (!mayTalk(platform.zones, me)) throw new AppError('no_calls_here');
  // It stays in a memo where nobody answers.
  checkText(about);
  if (memoId !== undefined) await checkAnswers(tx, platform, me, { memoId, calleeId });
  await lockPeople(tx, [me.personId, calleeId]);
  const callee = await personToCall(tx, calleeId);
  if (!callee) throw new AppError('not_found');
  if (callee.disabledAt || callee.leftOn) throw new AppError('person_left');

  const open = await openLegs(tx, [me.personId, calleeId]);
  const towardsMe = open.find(
    (call) => call.callState === 'ringing' && call.callerId === calleeId && call.calleeId === me.personId,
  );
  if (towardsMe) return answerRinging(tx, me, { callId: towardsMe.id, device }, platform, news);
  if (open.some((leg) => leg.personId === me.personId && leg.state === 'in')) throw new AppError('in_a_call');

  const at = platform.clock.now();
  const where = (await readWhereabouts(tx, [calleeId], platform)).get(calleeId);
  const isHere = platform.live.socketsOf(userScope(calleeId)).length > 0 || where?.connected === true;
  const reason = whyFails({
    calls: open.filter((leg) => leg.personId === calleeId).length,
    isHere,
    isQuiet: Boolean(where?.quietUntil),
  });
  const { ringSeconds } = await readHall(tx);
  const id = newId();
  // No name that could be guessed, so that a room is only entered by who was let in.
  const room = randomUUID();
  const over = { state: 'failed', ringUntil: null, endedAt: at, about: '' };
  const ringUntil = new Date(at.getTime() + ringSeconds * 1000);
  const rings = { state: 'ringing', ringUntil, endedAt: null, about };
  const who = {
    callerId: me.personId,
    calleeId,
    label: callLabel,
    offeredAt: at,
    answersMemoId: memoId ?? null,
  };
  await insertCall(
    tx,
    { id, room, reason, ...who, ...(reason ? over : rings) },
    {
      caller: { state: reason ? 'out' : 'in', sessionId: me.sessionId, device },
      callee: { state: reason ? 'out' : 'ringing' },
    },
  );
  // So that nobody waits for it who answers; where it cannot be opened now, entering tries again.
  if (!reason) tx.after(() => void platform.media.openRoom(room).catch(() => {}));
  const [row] = await callsById(tx, [id]);
  const besides = row && reason ? await leaveMemoOf(tx, platform, { ...row, about }) : [];
  return tellCalls(tx, platform, [id], [...besides, ...news]);
}
