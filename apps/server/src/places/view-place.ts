import { createHash } from 'node:crypto';
import type { PlaceKind, PlaceView } from '@engawa/contract/places';
import type { Zone } from '@engawa/contract/labels';
import { businessDay } from '#platform/clock.ts';
import { readHall } from '#platform/hall.ts';
import type { Platform } from '#platform/platform.ts';
import { callLabel } from '../calls/policy.ts';
import { readHelpOfPlace } from '../help-calls/read-help.ts';
import { shownTo } from '../presence/policy.ts';
import { readWhereabouts } from '../presence/read-standing.ts';
import { helpOf, nameOf, peopleAt, sectionsOfPlaces, waitingMemos, type PlaceRow } from './queries.ts';

/** How long what became of a call for help stands there. */
const helpStandsMs = 60_000;

/**
 * What stands on a shared PC without anybody signed in. Visitors may look over the counter: names, states and
 * times as on the wall, of memos the name and the wish, and nothing that anybody wrote.
 */
export async function viewPlace(platform: Platform, place: PlaceRow, zone: Zone): Promise<PlaceView> {
  const { db, clock, zones } = platform;
  const now = clock.now();
  const hall = await readHall(db);
  const sections = await sectionsOfPlaces(db, [place.id]);
  const seats = await peopleAt(db, place.id, businessDay(now));
  const known = await readWhereabouts(db, [...new Set(seats.map(({ personId }) => personId))], platform);
  const near = zones.may(zone, hall.whereaboutsLabel, 'open') ? 'hall' : 'bare';
  const people = (sectionId: string) =>
    seats.flatMap(({ personId, name, ...seat }) => {
      const whereabouts = known.get(personId);
      if (seat.sectionId !== sectionId || !whereabouts) return [];
      const { state, until } = shownTo(near, personId, whereabouts, hall);
      return [{ name, state: state === 'leave' ? ('absent' as const) : state, until }];
    });
  const limit = zones.label(callLabel)?.rank ?? 0;
  const labels = zones.opens(zone).filter((code) => (zones.label(code)?.rank ?? limit + 1) <= limit);
  const memos = await waitingMemos(
    db,
    sections.map(({ sectionId }) => sectionId),
    labels,
  );
  const helpId = await helpOf(db, place.id, new Date(now.getTime() - helpStandsMs));
  const call = helpId ? await readHelpOfPlace(db, helpId, place.id) : undefined;
  const view = {
    name: place.name,
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- a check of the database holds the column to these values
    kind: place.kind as PlaceKind,
    hallName: hall.hallName,
    sections: sections.map(({ sectionId, name }) => ({ id: sectionId, name, people: people(sectionId) })),
    memos: memos.map(({ from, ask, urgent, dueAt }) => ({
      from,
      callBack: ask === 'call_back',
      urgent,
      dueAt: dueAt.toISOString(),
    })),
    help: call ? { call, takerName: call.takerId ? await nameOf(db, call.takerId) : '' } : null,
  };
  return { mark: createHash('sha256').update(JSON.stringify(view)).digest('base64url'), ...view };
}
