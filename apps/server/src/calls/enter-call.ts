import type { MediaAdmission } from '@engawa/contract/media';
import type { CommandParsed } from '@engawa/contract/socket';
import { transact } from '@engawa/db/transact';
import { AppError } from '#platform/errors.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { callLabel, mayTalk } from './policy.ts';
import { callsById, legsOf, setDue, turnCall, turnLeg } from './queries.ts';
import { tellCalls } from './tell-calls.ts';

/** Lets a device of somebody who is in a call hear and be heard. The last one that asks speaks. */
export async function enterCall(
  platform: Platform,
  me: Me,
  { callId, device }: CommandParsed<'call:enter'>,
): Promise<MediaAdmission> {
  const { db, media, zones } = platform;
  const { personId, sessionId, zone } = me;
  if (!mayTalk(zones, me)) throw new AppError('no_calls_here');
  const leg = (await legsOf(db, [callId])).find((one) => one.personId === personId);
  const [call] = await callsById(db, [callId]);
  if (!call || !leg) throw new AppError('not_found');
  if (leg.state !== 'in') throw new AppError(call.endedAt ? 'call_over' : 'not_found');
  await media.openRoom(call.room);
  const admission = await media.admit({ room: call.room, personId, sessionId, zone, labelId: callLabel });
  // As when it was answered: until its media is there a device counts as cut off.
  const cutAt = leg.cutAt ?? platform.clock.now();
  const speaks = { device, sessionId, identity: admission.identity, cutAt };
  const isIn = await transact(db, async (tx) => {
    if (!(await turnLeg(tx, leg, ['in'], speaks))) return false;
    await setDue(tx, callId);
    if (leg.device === device) return true;
    await turnCall(tx, callId, ['ringing', 'answered'], {});
    await tellCalls(tx, platform, [callId]);
    return true;
  });
  if (isIn) return admission;
  await media.revoke({ personId, room: call.room });
  throw new AppError('call_over');
}
