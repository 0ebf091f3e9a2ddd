import type { Tx } from '@engawa/db/transact';
import type { NewEvent } from '#platform/live/publish.ts';
import { endedEvents } from './open-session.ts';
import { deleteSessions } from './queries.ts';

/** Ends every session of some people; the caller publishes the events that close their sockets. */
export async function endSessionsOf(tx: Tx, personIds: string[], except?: string): Promise<NewEvent[]> {
  if (personIds.length === 0) return [];
  return endedEvents(await deleteSessions(tx, { personIds, except }));
}
