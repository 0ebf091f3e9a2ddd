import type { OwnSession } from '@engawa/contract/sessions';
import type { Platform } from '#platform/platform.ts';
import { presentSession } from './present.ts';
import { sessionsOf } from './queries.ts';

/** What a person is signed in with; `currentId` marks the one that asks. */
export async function listSessions(
  { db, clock }: Platform,
  personId: string,
  currentId: string,
): Promise<OwnSession[]> {
  const rows = await sessionsOf(db, personId, clock.now());
  return rows.map((row) => presentSession(row, currentId));
}
