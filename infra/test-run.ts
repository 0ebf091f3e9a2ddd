import { root } from './program.ts';
import { say } from './say.ts';
import { sum, type Counts } from './test-counts.ts';
import type { Part } from './test-parts.ts';

/** What came of the parts that ran so far. */
type Results = { lines: string[]; counts: Counts[] };

/** Runs the stages one after the other; the last line it prints is the sum, which it answers. */
export async function runStages(stages: Part[][][]): Promise<Counts> {
  const results: Results = { lines: [], counts: [] };
  for (const lanes of stages) {
    await Promise.all(lanes.map((lane) => runLane(lane, lanes.length > 1, results)));
  }
  const total = sum(results.counts);
  say('\n=== 結果 / result ===');
  for (const line of results.lines) say(line);
  say(tell(total));
  return total;
}

/** Runs parts one after the other; beside another lane, each speaks when it is done, and without a break. */
async function runLane(parts: Part[], isBeside: boolean, { lines, counts }: Results): Promise<void> {
  for (const { name, run } of parts) {
    const heard: Buffer[] = [];
    say(`\n=== ${name} ===`);
    const began = performance.now();
    const found = await run(isBeside ? (bytes) => heard.push(bytes) : undefined);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const line = `${found.failed ? '✗' : '✓'} ${name}: ${tell(found)}, ${seconds} s`;
    process.stdout.write(Buffer.concat(heard));
    say(line);
    // Named once more at the end: where only the last lines of a log are kept, they still tell what to mend.
    lines.push(line, ...(found.failures ?? []).map((failure) => `    ✗ ${failure.replace(`${root}/`, '')}`));
    counts.push(found);
  }
}

function tell({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
