import type { CallReason, CallReply, CallState } from '@engawa/contract/calls';
import type { Tx } from '@engawa/db/transact';
import type { NewEvent } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { clearBusy } from '../presence/mark-busy.ts';
import { leaveMemoOf } from './leave-memo-of.ts';
import { endLegs, turnCall } from './queries.ts';

/** How a call is over: in which states it may be so, and what it becomes. */
type Ending = {
  from: readonly CallState[];
  state: CallState;
  reason?: CallReason;
  reply?: CallReply | null;
};

/**
 * Ends a call for everybody in it, if it still stands in one of the states. Answers what is to be told besides
 * the call itself, or nothing where it was over already.
 */
export async function finishCall(
  tx: Tx,
  platform: Platform,
  call: { id: string; about: string },
  { from, ...ending }: Ending,
): Promise<NewEvent[] | undefined> {
  const at = platform.clock.now();
  // What it came with is no longer needed: a record of a call has no content.
  const over = { endedAt: at, ringUntil: null, dueAt: null, about: '' };
  const ended = await turnCall(tx, call.id, from, { ...ending, ...over });
  if (!ended) return undefined;
  await endLegs(tx, call.id, at);
  await clearBusy(tx, { ref: call.id }, platform);
  // Where that fails the next look around ends a room that no open call owns.
  tx.after(() => void platform.media.closeRoom(ended.room).catch(() => {}));
  return leaveMemoOf(tx, platform, { ...ended, about: call.about });
}
