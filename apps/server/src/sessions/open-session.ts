import type { Tx } from '@engawa/db/transact';
import { newId } from '@engawa/db/id';
import { userScope } from '@engawa/contract/scopes';
import type { Zone } from '@engawa/contract/labels';
import type { Clock } from '#platform/clock.ts';
import type { NewEvent } from '#platform/live/publish.ts';
import { absoluteMs } from './policy.ts';
import { deleteSessions, insertSession } from './queries.ts';
import { hashOf, newToken } from './token.ts';

/** The browser that a session is opened in. */
export type Browser = {
  zone: Zone;
  address: string;
  device: string;
  /** The token it already has: that session ends, so that a planted cookie never becomes anybody's. */
  token: string | undefined;
};

export type OpenedSession = { id: string; token: string; ended: NewEvent[] };

/** Opens a session for a person whose identity is settled; at a shared PC for as long as it is used. */
export async function openSession(
  tx: Tx,
  clock: Clock,
  personId: string,
  browser: Browser,
  at?: { placeId: string; forMs: number },
): Promise<OpenedSession> {
  const token = newToken();
  const id = newId();
  const now = clock.now();
  const before = browser.token ? await deleteSessions(tx, { tokenHash: hashOf(browser.token) }) : [];
  await insertSession(tx, {
    tokenHash: hashOf(token),
    id,
    personId,
    zone: browser.zone,
    device: browser.device,
    createdAt: now,
    seenAt: now,
    expiresAt: new Date(now.getTime() + (at?.forMs ?? absoluteMs)),
    ...(at && { placeId: at.placeId }),
  });
  return { id, token, ended: endedEvents(before) };
}

/** What tells every node, and the pages themselves, that sessions are over. */
export function endedEvents(sessions: { id: string; personId: string }[]): NewEvent[] {
  return sessions.map(({ id, personId }) => ({
    scope: userScope(personId),
    type: 'session:ended' as const,
    data: { sessionId: id },
  }));
}
