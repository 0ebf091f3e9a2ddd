import { say } from './say.ts';
import { sum, type Counts } from './test-counts.ts';
import type { Part } from './test-parts.ts';

/** Runs the parts one after the other; the last line it prints is the sum, which it answers. */
export async function runParts(parts: Part[]): Promise<Counts> {
  const lines: string[] = [];
  const all: Counts[] = [];
  for (const { name, run } of parts) {
    say(`\n=== ${name} ===`);
    const began = performance.now();
    const counts = await run();
    all.push(counts);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    lines.push(`${counts.failed ? '✗' : '✓'} ${name}: ${tell(counts)}, ${seconds} s`);
    say(lines.at(-1) ?? '');
  }
  const total = sum(all);
  say('\n=== 結果 / result ===');
  for (const line of lines) say(line);
  say(tell(total));
  return total;
}

function tell({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
