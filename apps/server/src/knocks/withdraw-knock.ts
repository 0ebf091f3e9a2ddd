import type { CommandParsed } from '@engawa/contract/socket';
import type { Tx } from '@engawa/db/transact';
import { AppError } from '#platform/errors.ts';
import { publish } from '#platform/live/publish.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { findKnock } from './find-knock.ts';
import { endOf } from './policy.ts';
import { setSeen, turnKnock } from './queries.ts';
import { tellKnock } from './tell-knock.ts';

type Done = Record<string, never>;

/** Who asked takes it back; what was promised, either of the two. */
export async function withdrawKnock(
  tx: Tx,
  me: Me,
  { knockId }: CommandParsed<'knock:withdraw'>,
  { clock, live }: Platform,
): Promise<Done> {
  const { isAsker } = await findKnock(tx, me, knockId);
  const at = clock.now();
  const from = isAsker ? ['asked', 'promised', 'due', 'agreed'] : ['promised', 'due'];
  const gone = await turnKnock(tx, knockId, from, {
    ...endOf('withdrawn', at),
    ...(isAsker ? { seenAt: at } : { answererId: me.personId }),
  });
  if (!gone) throw new AppError(isAsker ? 'knock_over' : 'not_allowed');
  await publish(tx, live.deliver, at, await tellKnock(tx, gone));
  return {};
}

/** Who asked has read how it ended: it is put away on every screen. */
export async function seeKnock(
  tx: Tx,
  me: Me,
  { knockId }: CommandParsed<'knock:seen'>,
  { clock, live }: Platform,
): Promise<Done> {
  const { isAsker } = await findKnock(tx, me, knockId);
  if (!isAsker) throw new AppError('not_allowed');
  const at = clock.now();
  const seen = await setSeen(tx, knockId, at);
  if (seen) await publish(tx, live.deliver, at, await tellKnock(tx, seen));
  return {};
}
