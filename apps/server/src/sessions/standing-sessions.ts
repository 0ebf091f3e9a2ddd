import type { Database } from '@engawa/db/connect';
import type { Clock } from '#platform/clock.ts';
import { standingAmong } from './queries.ts';

/** Which of these sessions still stand. */
export async function standingSessions(db: Database, clock: Clock, ids: string[]): Promise<string[]> {
  return ids.length === 0 ? [] : standingAmong(db, ids, clock.now());
}
