import type { Zone } from '@engawa/contract/labels';
import type { Database } from '@engawa/db/connect';
import { isPlain, type Listener } from '../listen.ts';
import type { Clock } from '#platform/clock.ts';
import { batched } from '#platform/live/batched.ts';
import type { Me } from '#platform/me.ts';
import { tokenIn as tokenInCookies } from './cookie.ts';
import { markSeen, sessionsByHash, type FoundSession } from './queries.ts';
import { hashOf } from './token.ts';

const seenEveryMs = 60_000;

export type Identify = (cookies: string | undefined, zone: Zone, address: string) => Promise<Me | undefined>;

export type TokenIn = (cookies: string | undefined, zone: Zone) => string | undefined;

/** Finds the session token of a zone; a plain cookie only counts where a listener of that zone is plain. */
export function tokenReader({ listen }: { listen: readonly Listener[] }): TokenIn {
  const plain = new Set(listen.filter(isPlain).map(({ zone }) => zone));
  return (cookies, zone) => tokenInCookies(cookies, zone, plain.has(zone));
}

/**
 * Says who the cookies of a request belong to. A session stands only in the zone that it was opened in.
 * Requests that come together share one statement.
 */
export function makeIdentify(parts: {
  db: Database;
  clock: Clock;
  env: { listen: readonly Listener[] };
}): Identify {
  const tokenIn = tokenReader(parts.env);
  const find = batched<FoundSession>(async (hashes) => {
    const now = parts.clock.now();
    const found = await sessionsByHash(parts.db, hashes, now);
    const stale = found.filter(({ seenAt }) => now.getTime() - seenAt.getTime() > seenEveryMs);
    if (stale.length > 0)
      await markSeen(
        parts.db,
        stale.map(({ id }) => id),
        now,
      );
    return new Map(found.map((session) => [session.hash, session]));
  });
  return async (cookies, zone, address) => {
    const token = tokenIn(cookies, zone);
    const session = token && (await find(hashOf(token).toString('hex')));
    if (!session || session.zone !== zone) return undefined;
    const { personId, id: sessionId, roles } = session;
    return { personId, sessionId, zone, roles, address, placeId: session.placeId ?? undefined };
  };
}
