import { spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from './program.ts';

let folder: string;

// The real run.js in a tree of its own, with an npm that writes down when it began and ended.
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'engawa-install-'));
  copyFileSync(join(root, 'run.js'), join(folder, 'run.js'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'package-lock.json'), '{}');
  mkdirSync(join(folder, 'infra'));
  writeFileSync(join(folder, 'infra/check.ts'), "console.log('checked');");
  mkdirSync(join(folder, 'bin'));
  const npm = join(folder, 'bin/npm');
  writeFileSync(
    npm,
    '#!/bin/sh\necho began >> npm.log\nmkdir -p node_modules\nsleep 1\necho ended >> npm.log\n',
  );
  chmodSync(npm, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function start(): Promise<{ status: number | null; output: string }> {
  const child = spawn(process.execPath, [join(folder, 'run.js'), 'check'], {
    cwd: folder,
    env: { ...process.env, PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}` },
  });
  let output = '';
  child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (output += bytes.toString()));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, output };
}

const installs = () => readFileSync(join(folder, 'npm.log'), 'utf8').trim().split('\n');

test('of three first starts at once one installs, and all of them go on', async () => {
  const answers = await Promise.all([start(), start(), start()]);
  expect(answers.map(({ status }) => status)).toEqual([0, 0, 0]);
  for (const { output } of answers) expect(output).toContain('checked');
  expect(answers.filter(({ output }) => output.includes('waiting for it'))).toHaveLength(2);
  expect(installs()).toEqual(['began', 'ended']);
});

test('what a killed start left behind holds nobody up', async () => {
  const lock = join(folder, '.installing');
  writeFileSync(lock, '1 1');
  utimesSync(lock, new Date(0), new Date(0));
  expect((await start()).status).toBe(0);
  expect(installs()).toEqual(['began', 'ended']);
});
