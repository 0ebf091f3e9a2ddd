import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** How many checks went which way. */
export type Counts = { passed: number; failed: number; skipped: number };

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

const playwrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

/** Adds the counts of all parts. */
export function sum(all: Counts[]): Counts {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of all) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  return total;
}

/** A part that is one check: a program that ends well or not. */
export function countStatus(status: number): Counts {
  return status === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** Reads Vitest's report; a file that could not even be loaded counts as one failure. */
export function countVitest(file: string, status: number): Counts {
  const report = read(file, vitestReport);
  if (!report) return countStatus(status || 1);
  const unloaded = report.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  ).length;
  return atLeastOneFailure(status, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + report.numTodoTests,
  });
}

/** Reads Playwright's report; a test that passed only at a second try did not pass. */
export function countPlaywright(file: string, status: number): Counts {
  const report = read(file, playwrightReport);
  if (!report) return countStatus(status || 1);
  const { expected, unexpected, flaky, skipped } = report.stats;
  return atLeastOneFailure(status, { passed: expected, failed: unexpected + flaky, skipped });
}

function atLeastOneFailure(status: number, counts: Counts): Counts {
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function read<T>(file: string, shape: z.ZodType<T>): T | undefined {
  if (!existsSync(file)) return undefined;
  return shape.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
}
