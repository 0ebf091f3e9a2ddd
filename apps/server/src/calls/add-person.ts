import type { JoinPurpose } from '@engawa/contract/calls';
import { userScope } from '@engawa/contract/scopes';
import type { CommandParsed } from '@engawa/contract/socket';
import type { Tx } from '@engawa/db/transact';
import { AppError } from '#platform/errors.ts';
import { readHall } from '#platform/hall.ts';
import type { NewEvent } from '#platform/live/publish.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { readWhereabouts } from '../presence/read-standing.ts';
import { leaveCall } from './leave-call.ts';
import { mostInCall, whyFails } from './policy.ts';
import {
  legsOf,
  lockCall,
  lockPeople,
  openLegs,
  personToCall,
  ringLeg,
  setDue,
  turnCall,
} from './queries.ts';
import { tellCalls } from './tell-calls.ts';

type Done = Record<string, never>;

/** 人を加える, and 話してから取り次ぐ: one more person is rung into the call. Whoever did it may hang up later. */
export async function addPerson(
  tx: Tx,
  me: Me,
  input: CommandParsed<'call:add'>,
  platform: Platform,
): Promise<Done> {
  await ring(tx, me, input, input.purpose, platform);
  await tellCalls(tx, platform, [input.callId]);
  return {};
}

/** すぐ取り次ぐ: the person is rung, and I am out of it at once. */
export async function passCall(
  tx: Tx,
  me: Me,
  input: CommandParsed<'call:pass'>,
  platform: Platform,
): Promise<Done> {
  await ring(tx, me, input, 'pass', platform);
  const gone = { callId: input.callId, personId: me.personId };
  const besides: NewEvent[] = (await leaveCall(tx, platform, gone, 'hung-up')) ?? [];
  await tellCalls(tx, platform, [input.callId], besides);
  return {};
}

async function ring(
  tx: Tx,
  me: Me,
  { callId, personId }: { callId: string; personId: string },
  purpose: JoinPurpose,
  platform: Platform,
): Promise<void> {
  await lockPeople(tx, [me.personId, personId]);
  const call = await lockCall(tx, callId);
  const legs = await legsOf(tx, [callId]);
  const mine = legs.find((leg) => leg.personId === me.personId);
  if (!mine) throw new AppError('not_found');
  if (call?.state !== 'answered' || mine.state !== 'in') throw new AppError('call_over');
  const inIt = legs.filter(({ state }) => state !== 'out');
  if (inIt.some((leg) => leg.personId === personId)) throw new AppError('invalid_input');
  if (inIt.length >= mostInCall) throw new AppError('cannot_ring');
  const person = await personToCall(tx, personId);
  if (!person) throw new AppError('not_found');
  if (person.disabledAt || person.leftOn) throw new AppError('person_left');
  const where = (await readWhereabouts(tx, [personId], platform)).get(personId);
  const reason = whyFails({
    calls: (await openLegs(tx, [personId])).length,
    isHere: platform.live.socketsOf(userScope(personId)).length > 0 || where?.connected === true,
    isQuiet: Boolean(where?.quietUntil),
  });
  if (reason) throw new AppError('cannot_ring');
  const { ringSeconds } = await readHall(tx);
  const ringUntil = new Date(platform.clock.now().getTime() + ringSeconds * 1000);
  await ringLeg(tx, { callId, personId, ringUntil, addedBy: me.personId, purpose });
  await turnCall(tx, callId, ['answered'], {});
  await setDue(tx, callId);
}
