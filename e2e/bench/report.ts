/** What a bench says in its last line; figures with a target are judged in the table. */
export type Report = {
  bench: string;
  ours: number;
  bare: number;
  unit: string;
  /** Defaults to ours / bare. */
  ratio?: number;
  figures: Record<string, number | string>;
  targets: Record<string, { most: number } | { least: number }>;
};

const round = (value: number) => (Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));

/** Prints the table, and as the last line one JSON object. */
export function print(report: Report): void {
  const { bench, unit, figures, targets } = report;
  const ratio = report.ratio ?? report.ours / report.bare;
  const all = { ours: report.ours, bare: report.bare, ratio, ...figures };
  const rows = Object.entries(all).map(([name, value]) => {
    const shown = typeof value === 'number' ? String(round(value)) : value;
    const [target, verdict] = judge(value, targets[name]);
    return [name, shown + (name === 'ours' || name === 'bare' ? ` ${unit}` : ''), target, verdict];
  });
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  console.log(`\n${bench}`);
  for (const row of rows)
    console.log(
      `  ${row
        .map((cell, n) => cell.padEnd(widths[n] ?? 0))
        .join('  ')
        .trimEnd()}`,
    );
  const missed = rows.filter(([, , , verdict]) => verdict === 'missed').map(([name]) => name);
  console.log(
    missed.length
      ? `  目標に届かないもの / targets missed: ${missed.join(', ')}`
      : '  目標どおり / all targets met',
  );
  const numbers = Object.fromEntries(
    Object.entries(all).map(([name, value]) => [name, typeof value === 'number' ? round(value) : value]),
  );
  console.log(JSON.stringify({ bench, ...numbers, unit, missed }));
}

function judge(value: number | string, target: Report['targets'][string] | undefined): [string, string] {
  if (!target || typeof value !== 'number') return ['', ''];
  const isMet = 'most' in target ? value <= target.most : value >= target.least;
  return ['most' in target ? `<= ${target.most}` : `>= ${target.least}`, isMet ? 'met' : 'missed'];
}
