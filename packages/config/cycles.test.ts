import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

test('the planted cycle is found, and nothing else', () => {
  const program = resolve(
    import.meta.dirname,
    '../../node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
  );
  const { stdout, status } = spawnSync(
    process.execPath,
    [
      program,
      '--config',
      join(import.meta.dirname, 'cycles.cjs'),
      '--output-type',
      'err',
      'apps',
      'packages',
    ],
    { cwd: join(import.meta.dirname, 'planted'), encoding: 'utf8' },
  );
  expect(status).toBe(1);
  expect(stdout).toContain('apps/server/src/messages/needs-reply.ts');
  expect(stdout).toContain('1 dependency violations');
});
