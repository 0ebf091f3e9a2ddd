import type { Memo } from '@engawa/contract/memos';

/** What became of something that was asked for. */
export type MemoNews = { kind: 'claimed' | 'closed'; by: string };

/** What a change tells who asked: somebody has it in hand now, or it is closed. */
export function newsOf(before: Memo | undefined, now: Memo, me: string): MemoNews | undefined {
  if (!before || before.rev >= now.rev || !now.askedBy.includes(me)) return undefined;
  if (now.state === 'closed' && before.state !== 'closed' && now.closedBy && now.closedBy !== me)
    return { kind: 'closed', by: now.closedBy };
  const isTaken = before.state === 'waiting' || before.ownerId !== now.ownerId;
  if (now.state === 'claimed' && isTaken && now.ownerId && now.ownerId !== me)
    return { kind: 'claimed', by: now.ownerId };
  return undefined;
}
