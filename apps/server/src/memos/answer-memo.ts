import type { CommandOutput, CommandParsed } from '@engawa/contract/socket';
import type { Tx } from '@engawa/db/transact';
import { AppError } from '../platform/errors.ts';
import { publish } from '../platform/live/publish.ts';
import type { Me } from '../platform/me.ts';
import type { Platform } from '../platform/platform.ts';
import { takeMemo } from './find-memo.ts';
import { mayDecide } from './policy.ts';
import { addStep, updateMemo } from './queries.ts';
import { tellMemo } from './tell-memo.ts';

/** Who asked was written to in the chat: it is answered, and waits for its result. */
export async function answerMemo(
  tx: Tx,
  me: Me,
  { memoId }: CommandParsed<'memo:answer'>,
  platform: Platform,
): Promise<CommandOutput<'memo:answer'>> {
  const { memo, among } = await takeMemo(tx, platform, me, memoId);
  if (memo.state === 'closed') throw new AppError('memo_closed');
  if (!mayDecide(memo, me.personId, among)) throw new AppError('not_allowed');
  const at = platform.clock.now();
  const answered = await updateMemo(tx, memoId, {
    state: 'answered',
    ownerId: me.personId,
    toldAt: null,
    changedAt: at,
  });
  await addStep(tx, memoId, { kind: 'chatted', at, actorId: me.personId });
  await publish(tx, platform.live.deliver, at, await tellMemo(tx, platform, answered, memo));
  return { memoId };
}
