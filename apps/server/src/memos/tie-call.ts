import type { Tx } from '@engawa/db/transact';
import type { NewEvent } from '../platform/live/publish.ts';
import type { Platform } from '../platform/platform.ts';
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
  if (!memo || memo.state === 'closed') return { events: [] };
  const at = platform.clock.now();
  const answered = await updateMemo(tx, memoId, {
    state: 'answered',
    callId,
    ownerId: memo.ownerId ?? personId,
    changedAt: at,
  });
  await addStep(tx, memoId, { kind: 'called_back', at, actorId: personId, callId });
  return { events: await tellMemo(tx, platform, answered, memo) };
}
