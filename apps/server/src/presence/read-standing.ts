import type { Standing } from '@engawa/contract/presence';
import type { Database } from '@engawa/db/connect';
import type { Tx } from '@engawa/db/transact';
import { readBusinessTime } from '#platform/business-time.ts';
import { businessDay } from '#platform/clock.ts';
import { readHall } from '#platform/hall.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { seatsByPerson } from './know-seats.ts';
import { closenessOf, shownTo, whereaboutsOf, type Closeness, type Whereabouts } from './policy.ts';
import { factsOf, seatsOn } from './queries.ts';

/** Where people are, whoever asks: for rules that no viewer sees the answer of, such as whom a call may ring. */
export async function readWhereabouts(
  db: Database | Tx,
  personIds: readonly string[],
  { clock }: Platform,
): Promise<Map<string, Whereabouts>> {
  const now = clock.now();
  const day = businessDay(now);
  const [facts, time] = [await factsOf(db, personIds, now, day), await readBusinessTime(db)];
  const today = time.hoursOf(day);
  return new Map(facts.map((one) => [one.personId, whereaboutsOf(one, now, today)]));
}

/** How near `me` stands to those people, in the zone of the request. */
export async function readCloseness(
  db: Database | Tx,
  me: Me,
  personIds: readonly string[],
  { clock, zones }: Platform,
): Promise<(personId: string) => Closeness> {
  const { whereaboutsLabel } = await readHall(db);
  const seats = seatsByPerson(await seatsOn(db, businessDay(clock.now()), [me.personId, ...personIds]));
  const isOpen = zones.may(me.zone, whereaboutsLabel, 'open');
  return (personId) => {
    if (personId === me.personId) return 'self';
    return isOpen ? closenessOf(seats.get(me.personId), seats.get(personId)) : 'bare';
  };
}

/** What `me` may know of where those people are. Who is unknown or disabled is missing. */
export async function readStanding(
  db: Database | Tx,
  me: Me,
  personIds: readonly string[],
  platform: Platform,
): Promise<Map<string, Standing>> {
  const hall = await readHall(db);
  const closeness = await readCloseness(db, me, personIds, platform);
  const known = await readWhereabouts(db, personIds, platform);
  return new Map([...known].map(([id, whereabouts]) => [id, shownTo(closeness(id), id, whereabouts, hall)]));
}

/** Who of those people is 在席 and free for a call: connected, in, and not 応答しない. */
export async function listFree(
  db: Database | Tx,
  personIds: readonly string[],
  platform: Platform,
): Promise<string[]> {
  const known = await readWhereabouts(db, personIds, platform);
  return personIds.filter((id) => {
    const one = known.get(id);
    return one?.connected && one.state === 'in' && one.quietUntil === null;
  });
}
