import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** How many checks went which way. */
export type Counts = { passed: number; failed: number; skipped: number };

/** What came of one part, with the names of the tests that failed where a report names them. */
export type Outcome = Counts & { failures?: string[] };

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string().default(''),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() }).partial()),
    }),
  ),
});

type Suite = {
  specs?: { title: string; ok: boolean; file: string }[] | undefined;
  suites?: Suite[] | undefined;
};

const suite: z.ZodType<Suite> = z.object({
  specs: z.array(z.object({ title: z.string(), ok: z.boolean(), file: z.string() })).optional(),
  get suites() {
    return z.array(suite).optional();
  },
});

const playwrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
  suites: z.array(suite).default([]),
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
export function countVitest(file: string, status: number): Outcome {
  const report = read(file, vitestReport);
  if (!report) return countStatus(status || 1);
  const unloaded = report.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  );
  return atLeastOneFailure(status, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [
      ...unloaded.map(({ name }) => name),
      ...report.testResults.flatMap(({ name, assertionResults }) =>
        assertionResults
          .filter((test) => test.status === 'failed')
          .map(({ fullName = '' }) => `${name} › ${fullName}`),
      ),
    ],
  });
}

/** Reads Playwright's report; a test that passed only at a second try did not pass. */
export function countPlaywright(file: string, status: number): Outcome {
  const report = read(file, playwrightReport);
  if (!report) return countStatus(status || 1);
  const { expected, unexpected, flaky, skipped } = report.stats;
  return atLeastOneFailure(status, {
    passed: expected,
    failed: unexpected + flaky,
    skipped,
    failures: report.suites.flatMap(failedIn),
  });
}

function failedIn({ specs = [], suites = [] }: Suite): string[] {
  const failed = specs.filter(({ ok }) => !ok).map(({ file, title }) => `${file} › ${title}`);
  return [...failed, ...suites.flatMap(failedIn)];
}

function atLeastOneFailure(status: number, counts: Outcome): Outcome {
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function read<T>(file: string, shape: z.ZodType<T>): T | undefined {
  if (!existsSync(file)) return undefined;
  return shape.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
}
