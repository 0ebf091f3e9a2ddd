import type { Database } from '@engawa/db/connect';
import { batched } from '../platform/live/batched.ts';
import type { Followable } from '../platform/live/live.ts';
import type { Me } from '../platform/me.ts';
import type { ZoneTable } from '../platform/zones.ts';
import { followableBy } from './queries.ts';

/** Answers what somebody may follow now; people who ask together share one statement. */
export function listFollowable(db: Database, zones: ZoneTable): (me: Me) => Promise<Followable[]> {
  const read = batched(async (personIds: string[]) =>
    Map.groupBy(await followableBy(db, personIds), (row) => row.personId),
  );
  return async (me) => {
    const rows = (await read(me.personId)) ?? [];
    return rows.filter((row) => row.label === null || zones.may(me.zone, row.label, 'open'));
  };
}
