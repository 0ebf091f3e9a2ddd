import { orgScope } from '@engawa/contract/scopes';
import type { Database } from '@engawa/db/connect';
import type { Clock } from '../platform/clock.ts';
import { batched } from '../platform/live/batched.ts';
import type { Followable } from '../platform/live/catch-up.ts';
import type { Me } from '../platform/me.ts';
import type { ZoneTable } from '../platform/zones.ts';
import { followableBy } from './queries.ts';

/** Answers what a session may follow now; those that ask together share one statement. */
export function listFollowable(
  db: Database,
  zones: ZoneTable,
  clock: Clock,
): (me: Me) => Promise<Followable[]> {
  const read = batched((sessionIds) => followableBy(db, sessionIds, clock.now()));
  return async (me) => {
    const rows = (await read(me.sessionId)) ?? [];
    // What the hall tells its own people, the directory among it, is not for guests.
    const seen = me.zone === 'guest' ? rows.filter((row) => row.scope !== orgScope) : rows;
    return seen.filter((row) => row.label === null || zones.may(me.zone, row.label, 'open'));
  };
}
