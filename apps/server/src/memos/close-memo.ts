import type { CommandOutput, CommandParsed } from '@engawa/contract/socket';
import type { MemoEnd } from '@engawa/contract/memos';
import type { Tx } from '@engawa/db/transact';
import { businessDay } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import { publish } from '../platform/live/publish.ts';
import type { Me } from '../platform/me.ts';
import type { Platform } from '../platform/platform.ts';
import { keptUntil } from '../messages/redactions/kept-until.ts';
import { takeMemo, type Found } from './find-memo.ts';
import { checkText, hasAsked, mayDecide } from './policy.ts';
import { addStep, updateMemo } from './queries.ts';
import { tellMemo } from './tell-memo.ts';

/** A memo is a paper of one year, the shortest term there is. */
const keptYears = 1;

/** What every end of a memo writes. */
export const endOf = (closedAs: MemoEnd, closedBy: string, at: Date) => ({
  state: 'closed',
  closedAs,
  closedBy,
  closedAt: at,
  termUntil: keptUntil(businessDay(at), keptYears),
  changedAt: at,
});

/** Closes a memo; nothing disappears otherwise. */
export async function closeMemo(
  tx: Tx,
  me: Me,
  { memoId, as, result }: CommandParsed<'memo:close'>,
  platform: Platform,
): Promise<CommandOutput<'memo:close'>> {
  checkText(result);
  const found = await takeMemo(tx, platform, me, memoId);
  const { memo } = found;
  if (memo.state === 'closed') throw new AppError('memo_closed');
  if (!mayEnd(found, me.personId, as)) throw new AppError('not_allowed');
  const at = platform.clock.now();
  const isOwn = mayDecide(memo, me.personId, found.among);
  const closed = await updateMemo(tx, memoId, {
    ...endOf(as, me.personId, at),
    result,
    ownerId: isOwn ? me.personId : memo.ownerId,
    toldAt: null,
  });
  await addStep(tx, memoId, { kind: 'closed', at, actorId: me.personId, text: result });
  await publish(tx, platform.live.deliver, at, await tellMemo(tx, platform, closed, memo));
  return { memoId };
}

/** Done is what its owner says; who asked may take it back; that they met otherwise, either of them. */
function mayEnd({ memo, among }: Found, personId: string, as: 'done' | 'contacted' | 'withdrawn'): boolean {
  const decides = mayDecide(memo, personId, among);
  if (as === 'done') return decides;
  return hasAsked(memo, personId) || (as === 'contacted' && decides);
}
