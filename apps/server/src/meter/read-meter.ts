import type { Meter, MeterCounts, MeterRow } from '@engawa/contract/meter';
import { businessDay } from '#platform/clock.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { addCounts, fewest, groupsOf, monthsOf, noCounts, seesWhole, yearOf } from './policy.ts';
import { countsIn, fewestIn, firstDay, headedBy, placesIn } from './queries.ts';

/** What took the place of extension calls in a year, as this person may see it; undefined where they may not. */
export async function readMeter(
  { db, clock }: Platform,
  me: Me,
  wanted: number | undefined,
): Promise<Meter | undefined> {
  const today = businessDay(clock.now());
  const own = seesWhole(me) ? undefined : new Set(await headedBy(db, me.personId, today));
  if (own?.size === 0) return undefined;
  const newest = yearOf(today);
  const oldest = Math.min(newest, yearOf((await firstDay(db)) ?? today));
  const years = Array.from({ length: newest - oldest + 1 }, (_, at) => newest - at);
  const year = wanted ?? newest;
  const months = monthsOf(year, today);
  const [counted, places, people] = [
    await countsIn(db, `${year}-04-01`, `${year + 1}-04-01`),
    await placesIn(db),
    await fewestIn(db, months),
  ];
  const bySection = Map.groupBy(counted, ({ sectionId }) => sectionId);
  const rows = groupsOf(places, people)
    .filter(({ head }) => own === undefined || own.has(head.id))
    .map(({ head, members }): MeterRow => {
      const counts = months.map((month) =>
        members
          .flatMap((id) => bySection.get(id) ?? [])
          .filter((one) => one.month === month)
          .reduce<MeterCounts>(
            (sum, { kind, count }) => addCounts(sum, { ...noCounts(), [kind]: count }),
            noCounts(),
          ),
      );
      return { sectionId: head.id, name: head.name, counts };
    });
  return { year, years, months, rows, fewest };
}
