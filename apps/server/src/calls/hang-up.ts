import type { CommandParsed } from '@engawa/contract/socket';
import type { Tx } from '@engawa/db/transact';
import { AppError } from '#platform/errors.ts';
import type { NewEvent } from '#platform/live/publish.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { leaveCall } from './leave-call.ts';
import { legsOf, openLegs } from './queries.ts';
import { tellCalls } from './tell-calls.ts';

type Done = Record<string, never>;

/** 通話を終える: what is over already stays as it was. */
export async function hangUp(
  tx: Tx,
  { personId }: Me,
  { callId }: CommandParsed<'call:hang-up'>,
  platform: Platform,
): Promise<Done> {
  if (!(await legsOf(tx, [callId])).some((leg) => leg.personId === personId)) throw new AppError('not_found');
  const besides = await leaveCall(tx, platform, { callId, personId }, 'hung-up');
  if (besides) await tellCalls(tx, platform, [callId], besides);
  return {};
}

/** Takes a person who may not be here any more out of every call. */
export async function endCallsOf(tx: Tx, platform: Platform, personId: string): Promise<void> {
  const changed: string[] = [];
  const besides: NewEvent[] = [];
  for (const { id } of await openLegs(tx, [personId])) {
    const told = await leaveCall(tx, platform, { callId: id, personId }, 'removed');
    if (!told) continue;
    changed.push(id);
    besides.push(...told);
  }
  const [first, ...more] = changed;
  if (first) await tellCalls(tx, platform, [first, ...more], besides);
}
