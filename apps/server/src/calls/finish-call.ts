import type { CallReason, CallReply, CallState } from '@engawa/contract/calls';
import type { Tx } from '@engawa/db/transact';
import type { Platform } from '#platform/platform.ts';
import { endLegs, turnCall, type CallRow } from './queries.ts';

/** How a call is over: in which states it may be so, and what it becomes. */
type Ending = {
  from: readonly CallState[];
  state: CallState;
  reason?: CallReason;
  reply?: CallReply | null;
};

/** Ends a call for everybody in it, if it still stands in one of the states; the caller tells. */
export async function finishCall(
  tx: Tx,
  { clock, media }: Platform,
  callId: string,
  { from, ...ending }: Ending,
): Promise<CallRow | undefined> {
  const at = clock.now();
  // What it came with is no longer needed: a record of a call has no content.
  const over = { endedAt: at, ringUntil: null, dueAt: null, about: '' };
  const call = await turnCall(tx, callId, from, { ...ending, ...over });
  if (!call) return undefined;
  await endLegs(tx, callId, at);
  tx.after(() => void media.closeRoom(call.room));
  return call;
}
