import type { FastifyRequest } from 'fastify';
import { isPlain } from '../listen.ts';
import { AppError } from '#platform/errors.ts';
import type { Platform } from '#platform/platform.ts';
import { zoneOf } from '#platform/zones.ts';
import { hashOf } from '../sessions/token.ts';
import { placeTokenIn } from './place-cookie.ts';
import { markPlaceSeen, placeByToken, type PlaceRow } from './queries.ts';

const seenEveryMs = 60_000;

/**
 * Says which shared PC asks, by its own token in the zone that it was registered in; a person's session is
 * worth nothing here, as the token is worth nothing anywhere else.
 */
export function placeGate({ db, clock, env }: Platform): (request: FastifyRequest) => Promise<PlaceRow> {
  const plain = new Set(env.listen.filter(isPlain).map(({ zone }) => zone));
  return async (request) => {
    const zone = zoneOf(request.raw);
    const token = placeTokenIn(request.headers.cookie, zone, plain.has(zone));
    const place = token && (await placeByToken(db, hashOf(token)));
    if (!place || place.zone !== zone) throw new AppError('no_place');
    const now = clock.now();
    if (now.getTime() - (place.seenAt?.getTime() ?? 0) > seenEveryMs) await markPlaceSeen(db, place.id, now);
    return place;
  };
}
