import { meterKinds, type MeterCounts } from '@engawa/contract/meter';
import type { Me } from '#platform/me.ts';

/** With fewer people a section is counted together with the one above it: no figure may tell of one person. */
export const fewest = 5;

/** Administrators see the whole hall; who heads sections, those and what lies below them. */
export const seesWhole = (me: Pick<Me, 'roles'>): boolean => me.roles.includes('system');

/** A section as the meter counts it. */
export type Place = { id: string; parentId: string | null; name: string };

/** A section that is shown, and all whose figures it holds. */
export type Group = { head: Place; members: string[] };

/**
 * The sections that are shown: from the leaves up, one with too few people goes into the one above it. What is too
 * small even at the top is left over, and comes to the group with the fewest people, so that a total tells nothing
 * of it either.
 */
export function groupsOf(places: readonly Place[], peopleOf: ReadonlyMap<string, number>): Group[] {
  const children = Map.groupBy(places, ({ parentId }) => parentId);
  const shown: (Group & { people: number })[] = [];
  const gather = (place: Place): { members: string[]; people: number } => {
    const below = (children.get(place.id) ?? []).map(gather);
    const members = [place.id, ...below.flatMap((one) => one.members)];
    const people = (peopleOf.get(place.id) ?? 0) + below.reduce((sum, one) => sum + one.people, 0);
    if (people < fewest) return { members, people };
    shown.push({ head: place, members, people });
    return { members: [], people: 0 };
  };
  const known = new Set(places.map(({ id }) => id));
  const left = places
    .filter(({ parentId }) => parentId === null || !known.has(parentId))
    .map(gather)
    .flatMap(({ members }) => members);
  const smallest = shown.toSorted((a, b) => a.people - b.people)[0];
  smallest?.members.push(...left);
  const order = new Map(places.map(({ id }, at) => [id, at]));
  return shown.toSorted((a, b) => (order.get(a.head.id) ?? 0) - (order.get(b.head.id) ?? 0));
}

/** Nothing of each. */
export const noCounts = (): MeterCounts => ({ calls: 0, asks: 0, memos: 0, messages: 0 });

export function addCounts(one: MeterCounts, other: MeterCounts): MeterCounts {
  const sum = noCounts();
  for (const kind of meterKinds) sum[kind] = one[kind] + other[kind];
  return sum;
}

/** The year from April on that a day (YYYY-MM-DD) lies in. */
export function yearOf(day: string): number {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return month >= 4 ? year : year - 1;
}

/** The months of a year, YYYY-MM, up to that of `today`. */
export function monthsOf(year: number, today: string): string[] {
  return Array.from({ length: 12 }, (_, at) => {
    const month = ((at + 3) % 12) + 1;
    return `${at < 9 ? year : year + 1}-${String(month).padStart(2, '0')}`;
  }).filter((month) => month <= today.slice(0, 7));
}
