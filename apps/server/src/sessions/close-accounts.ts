import type { Tx } from '@engawa/db/transact';
import type { Clock } from '#platform/clock.ts';
import type { NewEvent } from '#platform/live/publish.ts';
import { endSessionsOf } from './end-sessions-of.ts';
import { voidCodes } from './queries.ts';

/** Shuts people out: their codes are void, and their sessions end. The caller publishes the events. */
export async function closeAccounts(tx: Tx, clock: Clock, personIds: string[]): Promise<NewEvent[]> {
  await voidCodes(tx, personIds, clock.now());
  return endSessionsOf(tx, personIds);
}
