import type { Meter, MeterCounts } from '@engawa/contract/meter';

export const kinds = ['calls', 'asks', 'memos', 'messages'] as const satisfies (keyof MeterCounts)[];

export const totalOf = (counts: MeterCounts): number => kinds.reduce((sum, kind) => sum + counts[kind], 0);

/** The figures of some rows together, in the order of the months. */
export function monthly({ months, rows }: Pick<Meter, 'months' | 'rows'>, sectionId = ''): MeterCounts[] {
  const wanted = rows.filter((row) => sectionId === '' || row.sectionId === sectionId);
  return months.map((_, at) => summed(wanted.map(({ counts }) => counts[at])));
}

export function summed(all: readonly (MeterCounts | undefined)[]): MeterCounts {
  const sum = { calls: 0, asks: 0, memos: 0, messages: 0 };
  for (const counts of all) for (const kind of kinds) sum[kind] += counts?.[kind] ?? 0;
  return sum;
}

/** The lines across a chart: a few round figures up to one at or above the greatest. */
export function scaleOf(greatest: number): number[] {
  const raw = Math.max(1, greatest) / 4;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max(1, [1, 2, 5, 10].map((n) => n * power).find((n) => n >= raw) ?? raw);
  return Array.from({ length: Math.ceil(Math.max(1, greatest) / step) + 1 }, (_, at) => at * step);
}
