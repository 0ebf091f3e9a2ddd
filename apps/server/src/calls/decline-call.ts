import type { Call } from '@engawa/contract/calls';
import type { CommandParsed } from '@engawa/contract/socket';
import type { Tx } from '@engawa/db/transact';
import { AppError } from '#platform/errors.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { finishCall } from './finish-call.ts';
import { leaveCall } from './leave-call.ts';
import { callsById, legsOf } from './queries.ts';
import { tellCalls } from './tell-calls.ts';

/** あとで: the ring stops on every device, and the caller reads the sentence that was chosen. */
export async function declineCall(
  tx: Tx,
  me: Me,
  { callId, reply }: CommandParsed<'call:decline'>,
  platform: Platform,
): Promise<Call> {
  const [call] = await callsById(tx, [callId]);
  const mine = (await legsOf(tx, [callId])).find(({ personId }) => personId === me.personId);
  if (!call || !mine || mine.part === 'caller') throw new AppError('not_found');
  const besides =
    mine.part === 'added'
      ? mine.state === 'ringing' && (await leaveCall(tx, platform, mine, 'hung-up'))
      : await finishCall(tx, platform, call, { from: ['ringing'], state: 'declined', reply });
  if (!besides) throw new AppError('call_over');
  return tellCalls(tx, platform, [callId], besides);
}

/** やめる: the caller gives up before anybody answers. */
export async function cancelCall(
  tx: Tx,
  me: Me,
  { callId }: CommandParsed<'call:cancel'>,
  platform: Platform,
): Promise<Call> {
  const [call] = await callsById(tx, [callId]);
  if (call?.callerId !== me.personId) throw new AppError('not_found');
  const besides = await finishCall(tx, platform, call, { from: ['ringing'], state: 'cancelled' });
  if (!besides) throw new AppError('call_over');
  return tellCalls(tx, platform, [callId], besides);
}
