import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root, runModule, runProgram } from './program.ts';
import { countPlaywright, countStatus, countVitest, type Outcome } from './test-counts.ts';

/** Takes what a part says, where it runs beside another one. */
type Hear = ((bytes: Buffer) => void) | undefined;

/** One part of a run: its name and what it counts. */
export type Part = { name: string; run: (hear: Hear) => Promise<Outcome> };

const web = resolve(root, 'apps/web');
const results = resolve(root, 'test-results');

const program = (name: string, path: string, args: string[], options: { cwd?: string } = {}): Part => ({
  name,
  run: async (hear) => countStatus(await runModule(path, args, { ...options, hear })),
});

const vitest = (name: string, ...projects: string[]): Part => ({
  name,
  run: async () => {
    const report = freshReport(`${projects[0]}.json`);
    const only = projects.flatMap((project) => ['--project', project]);
    const args = ['run', ...only, '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
    return countVitest(report, await runModule('vitest/vitest.mjs', args));
  },
});

const lint = program('規則 / lint', 'eslint/bin/eslint.js', ['.', '--max-warnings=0']);

const staticParts: Part[] = [
  program('循環 / cycles', 'dependency-cruiser/bin/dependency-cruiser.mjs', [
    ...['--config', 'packages/config/cycles.cjs'],
    ...['apps', 'packages', 'infra', 'e2e'],
  ]),
  program('型 / types', '@typescript/native/bin/tsc', ['-p', 'tsconfig.json']),
  {
    name: '画面の型 / types of the pages',
    run: async (hear) => {
      const options = { cwd: web, hear };
      const synced = await runModule('@sveltejs/kit/svelte-kit.js', ['sync'], options);
      return countStatus(
        synced || (await runModule('svelte-check/bin/svelte-check', ['--output', 'human'], options)),
      );
    },
  },
  program('書式 / format', 'prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']),
];

/** Reads the code without running it: each keeps one core busy, and lint is as long as the others together. */
export const reading: Part[][] = [[lint], staticParts];

/** Runs the code, one part after the other: each of them is spread over the cores by itself. */
export const runningParts: Part[] = [
  vitest('単体とサーバー / unit and server', 'node', 'database'),
  vitest('画面の部品 / components', '@engawa/web*'),
  vitest('始動と停止 / start and stop', 'start'),
  {
    name: 'ブラウザーの道のり / browser journeys',
    run: async () => {
      const report = freshReport('journeys.json');
      const args = ['test', '--config', 'e2e/playwright.config.ts', '--reporter=line,json'];
      const status = await runModule('@playwright/test/cli.js', args, {
        env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
      });
      return countPlaywright(report, status);
    },
  },
  {
    name: '障害 / faults',
    run: async () => {
      const faults = resolve(root, 'e2e/faults/run.ts');
      if (!existsSync(faults)) return { passed: 0, failed: 0, skipped: 0 };
      return countStatus(
        await runProgram(process.execPath, [faults, '--messages', '10000', '--faults', '40']),
      );
    },
  },
];

function freshReport(name: string): string {
  const file = join(results, name.replaceAll(/[^\w.-]/g, ''));
  mkdirSync(results, { recursive: true });
  rmSync(file, { force: true });
  return file;
}
