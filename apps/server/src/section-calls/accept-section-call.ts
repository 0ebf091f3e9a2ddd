import type { CommandParsed } from '@engawa/contract/socket';
import type { Tx } from '@engawa/db/transact';
import { businessDay } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { beginCall } from '../calls/begin-call.ts';
import { mayTalk } from '../calls/policy.ts';
import { answerersOf, noteServed, sectionCallById, tieTo, turnSectionCall } from './queries.ts';
import { tellSectionCall } from './tell-section-call.ts';

type Done = Record<string, never>;

/** 出る: of all who answer for the section the first one wins, and talks to the caller at once. */
export async function acceptSectionCall(
  tx: Tx,
  me: Me,
  { sectionCallId, device }: CommandParsed<'section-call:accept'>,
  platform: Platform,
): Promise<Done> {
  if (!mayTalk(platform.zones, me)) throw new AppError('no_calls_here');
  const now = platform.clock.now();
  const found = await sectionCallById(tx, sectionCallId);
  const answerers = found ? await answerersOf(tx, found.ringsIn, businessDay(now)) : [];
  if (!found || found.callerId === me.personId || !answerers.includes(me.personId))
    throw new AppError('not_found');
  const over = { state: 'taken', takenBy: me.personId, endedAt: now, dueAt: null, about: '' };
  const taken = await turnSectionCall(tx, sectionCallId, over);
  if (!taken) {
    const now = await sectionCallById(tx, sectionCallId);
    throw new AppError(now?.state === 'taken' ? 'answered_elsewhere' : 'call_over');
  }
  await noteServed(tx, taken.ringsIn, me.personId, now);
  const talk = {
    callerId: taken.callerId,
    callerDevice: taken.callerDevice,
    calleeId: me.personId,
    calleeDevice: device,
    about: found.ringsIn === found.sectionId ? found.about : '',
  };
  const { id } = await beginCall(tx, platform, talk, await tellSectionCall(tx, platform, taken));
  await tieTo(tx, sectionCallId, id);
  return {};
}
