import type { CommandParsed } from '@engawa/contract/socket';
import type { Tx } from '@engawa/db/transact';
import { AppError } from '#platform/errors.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { beginCall } from '../calls/begin-call.ts';
import { mayTalk } from '../calls/policy.ts';
import { findKnock } from './find-knock.ts';
import { endOf } from './policy.ts';
import { turnKnock } from './queries.ts';
import { ringNow } from './ring-now.ts';
import { tellKnock } from './tell-knock.ts';

type Done = Record<string, never>;

/** The page that asked joins who can talk now; once it is time, either of the two rings the other. */
export async function startCall(
  tx: Tx,
  me: Me,
  { knockId, device }: CommandParsed<'knock:start'>,
  platform: Platform,
): Promise<Done> {
  if (!mayTalk(platform.zones, me)) throw new AppError('no_calls_here');
  const { knock, isAsker } = await findKnock(tx, me, knockId);
  if (knock.holds) throw new AppError('not_allowed');
  if (knock.state !== 'agreed') {
    await ringNow(tx, me, knock, device, platform);
    return {};
  }
  const { answererId, answererDevice, about } = knock;
  if (!isAsker || answererId === null || answererDevice === null) throw new AppError('not_allowed');
  const at = platform.clock.now();
  const talked = await turnKnock(tx, knockId, ['agreed'], { ...endOf('talked', at), seenAt: at });
  if (!talked) throw new AppError('knock_over');
  const both = {
    callerId: me.personId,
    callerDevice: device,
    calleeId: answererId,
    calleeDevice: answererDevice,
  };
  await beginCall(tx, platform, { ...both, about }, await tellKnock(tx, talked));
  return {};
}
