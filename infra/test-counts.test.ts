import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countPlaywright, countVitest } from './test-counts.ts';

function report(content: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'engawa-report-')), 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

test('Vitest: a test that failed and a file that did not load are counted and named', () => {
  const file = report({
    ...{ numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 0 },
    testResults: [
      {
        name: '/house/a.test.ts',
        status: 'failed',
        assertionResults: [
          { status: 'passed', fullName: 'is well' },
          { status: 'failed', fullName: 'a call rings once' },
        ],
      },
      { name: '/house/b.test.ts', status: 'failed', assertionResults: [] },
    ],
  });
  expect(countVitest(file, 1)).toEqual({
    ...{ passed: 5, failed: 2, skipped: 2 },
    failures: ['/house/b.test.ts', '/house/a.test.ts › a call rings once'],
  });
});

test('Playwright: a story that failed is named from however deep', () => {
  const story = { title: 'A memo is closed', ok: false, file: 'memos.journey.ts' };
  const file = report({
    stats: { expected: 1, unexpected: 1, flaky: 0, skipped: 0 },
    suites: [{ specs: [{ ...story, ok: true }], suites: [{ specs: [story] }] }],
  });
  expect(countPlaywright(file, 1)).toEqual({
    ...{ passed: 1, failed: 1, skipped: 0 },
    failures: ['memos.journey.ts › A memo is closed'],
  });
});

test('a run that ended badly without a report, or without a failure in it, has failed', () => {
  expect(countVitest('/nowhere.json', 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  const stats = { expected: 3, unexpected: 0, flaky: 0, skipped: 0 };
  expect(countPlaywright(report({ stats }), 137)).toMatchObject({ passed: 3, failed: 1, failures: [] });
});
