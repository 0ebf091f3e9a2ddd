import type { CommandOutput, CommandParsed } from '@engawa/contract/socket';
import type { Tx } from '@engawa/db/transact';
import { publish } from '../platform/live/publish.ts';
import type { Me } from '../platform/me.ts';
import type { Platform } from '../platform/platform.ts';
import { takeMemo } from './find-memo.ts';
import { hasAsked } from './policy.ts';
import { addStep, updateMemo } from './queries.ts';
import { tellMemo } from './tell-memo.ts';

/** Its owner reads it for the first time, or who asked learns what became of it. */
export async function seeMemo(
  tx: Tx,
  me: Me,
  { memoId }: CommandParsed<'memo:see'>,
  platform: Platform,
): Promise<CommandOutput<'memo:see'>> {
  const { memo } = await takeMemo(tx, platform, me, memoId);
  const at = platform.clock.now();
  const isFirstLook = memo.ownerId === me.personId && memo.state === 'waiting';
  const isNews = hasAsked(memo, me.personId) && memo.state !== 'waiting' && memo.toldAt === null;
  if (!isFirstLook && !isNews) return { memoId };
  const seen = await updateMemo(
    tx,
    memoId,
    isFirstLook
      ? { state: 'claimed', toldAt: null, changedAt: at }
      : { toldAt: at, changedAt: memo.changedAt },
  );
  await addStep(tx, memoId, { kind: isFirstLook ? 'read' : 'told', at, actorId: me.personId });
  await publish(tx, platform.live.deliver, at, await tellMemo(tx, platform, seen, memo));
  return { memoId };
}
