import type { CommandParsed } from '@engawa/contract/socket';
import type { Tx } from '@engawa/db/transact';
import { AppError } from '#platform/errors.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { legsOf, lockCall, turnCall, turnLeg } from './queries.ts';
import { tellCalls } from './tell-calls.ts';

type Done = Record<string, never>;

/** 保留: while somebody holds, nobody in the call is heard; it goes on when all have taken it back. */
export async function holdCall(
  tx: Tx,
  { personId }: Me,
  { callId, on }: CommandParsed<'call:hold'>,
  platform: Platform,
): Promise<Done> {
  const call = await lockCall(tx, callId);
  const legs = await legsOf(tx, [callId]);
  const mine = legs.find((leg) => leg.personId === personId);
  if (!mine) throw new AppError('not_found');
  if (call?.state !== 'answered' || mine.state !== 'in') throw new AppError('call_over');
  if (mine.held === on) return {};
  await turnLeg(tx, mine, ['in'], { held: on });
  await turnCall(tx, callId, ['answered'], {});
  const publish = !on && !legs.some((leg) => leg !== mine && leg.held);
  tx.after(() => {
    for (const { personId } of legs)
      platform.media
        .allow({ room: call.room, personId, publish })
        .catch((error: unknown) =>
          platform.log.warn({ err: error }, 'a hold could not be told to the media'),
        );
  });
  await tellCalls(tx, platform, [callId]);
  return {};
}
