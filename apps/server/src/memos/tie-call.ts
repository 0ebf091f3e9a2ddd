import type { Tx } from '@engawa/db/transact';
import type { NewEvent } from '../platform/live/publish.ts';
import type { Platform } from '../platform/platform.ts';
import { businessDay } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import type { Me } from '../platform/me.ts';
import { findMemo, seenBy } from './find-memo.ts';
import { mayDecide } from './policy.ts';
import { addStep, lockMemo, updateMemo } from './queries.ts';
import { tellMemo } from './tell-memo.ts';

/**
 * Ties the call that answered a memo to it: it is answered, and waits for its result. The caller publishes
 * `events` with its own. A memo that was closed meanwhile stays as it is.
 */
export async function tieCall(
  tx: Tx,
  platform: Platform,
  { memoId, callId, personId }: { memoId: string; callId: string; personId: string },
): Promise<{ events: NewEvent[] }> {
  const memo = await lockMemo(tx, memoId);
  const at = platform.clock.now();
  if (!memo || memo.state === 'closed') return { events: [] };
  const { among } = await seenBy(tx, memo, personId, businessDay(at));
  if (!mayDecide(memo, personId, among)) return { events: [] };
  const answered = await updateMemo(tx, memoId, {
    state: 'answered',
    callId,
    ownerId: memo.ownerId ?? personId,
    toldAt: null,
    changedAt: at,
  });
  await addStep(tx, memoId, { kind: 'called_back', at, actorId: personId, callId });
  return { events: await tellMemo(tx, platform, answered, memo) };
}

/** Refuses a call that says it answers a memo which is not the caller's to answer, or asks for somebody else. */
export async function checkAnswers(
  tx: Tx,
  platform: Platform,
  me: Me,
  { memoId, calleeId }: { memoId: string; calleeId: string },
): Promise<void> {
  const { memo, among } = await findMemo(tx, platform, me, memoId);
  const asks = memo.authorId === calleeId || memo.askedBy.includes(calleeId);
  if (!asks || !mayDecide(memo, me.personId, among)) throw new AppError('not_allowed');
}
