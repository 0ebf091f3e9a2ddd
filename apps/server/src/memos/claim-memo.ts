import type { CommandOutput, CommandParsed } from '@engawa/contract/socket';
import type { Tx } from '@engawa/db/transact';
import { AppError } from '../platform/errors.ts';
import { publish } from '../platform/live/publish.ts';
import type { Me } from '../platform/me.ts';
import type { Platform } from '../platform/platform.ts';
import { findMemo } from './find-memo.ts';
import { mayClaim } from './policy.ts';
import { addStep, claimFrom, memoById } from './queries.ts';
import { tellMemo } from './tell-memo.ts';

/** Takes a memo in hand. Not locked first: the conditional update decides, whoever comes when. */
export async function claimMemo(
  tx: Tx,
  me: Me,
  { memoId, from }: CommandParsed<'memo:claim'>,
  platform: Platform,
): Promise<CommandOutput<'memo:claim'>> {
  const { memo, among } = await findMemo(tx, platform, me, memoId);
  if (!mayClaim(memo, me.personId, among)) throw new AppError('not_allowed');
  const at = platform.clock.now();
  const claimed = await claimFrom(tx, memo, from, { ownerId: me.personId, at });
  if (!claimed) {
    const now = await memoById(tx, memoId);
    throw new AppError(now?.state === 'closed' ? 'memo_closed' : 'memo_taken');
  }
  await addStep(tx, memoId, { kind: 'claimed', at, actorId: me.personId });
  await publish(tx, platform.live.deliver, at, await tellMemo(tx, platform, claimed, memo));
  return { memoId };
}
