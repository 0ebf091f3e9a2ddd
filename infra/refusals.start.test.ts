import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { freePort } from './ports.ts';
import { processesOf, StartedCommand, temporaryFolder } from './started.ts';

const folders: { remove: () => void }[] = [];
const asRoot = process.getuid?.() === 0;

function newFolder(): string {
  const folder = temporaryFolder();
  folders.push(folder);
  return folder.path;
}

afterAll(() => {
  for (const folder of folders) folder.remove();
});

/** Starts, expects a refusal, and answers what was said. */
async function refused(env: Record<string, string>, args: string[] = []): Promise<string> {
  const command = new StartedCommand({ args, env: { PORT: String(await freePort()), ...env } });
  expect(await command.exited, command.output).toBe(1);
  expect(command.output).not.toContain('    at ');
  return command.output;
}

test('every wrong setting is told, and no folder is made', async () => {
  const data = newFolder();
  const said = await refused({
    ENGAWA_DATA: data,
    PORT: 'abc',
    LOG_LEVEL: 'loud',
    LISTEN: 'lgwan=0.0.0.0:80',
  });
  for (const name of ['PORT', 'LOG_LEVEL', 'LISTEN']) expect(said).toContain(`${name}: `);
  expect(said).toContain('証明書が必要です');
  expect(said).toContain('needs a certificate');
  expect(() => readdirSync(data)).toThrow();
});

test('an unknown option is refused', async () => {
  expect(await refused({ ENGAWA_DATA: newFolder() }, ['--demmo'])).toContain('npm start -- --demo');
});

test('a taken port is named, and no database is left running', async () => {
  const data = newFolder();
  const port = await freePort();
  const server = createServer().listen(port, '127.0.0.1');
  const said = await refused({ ENGAWA_DATA: data, PORT: String(port) });
  server.close();
  expect(said).toContain(`ポート ${port}`);
  expect(said).toContain(`Port ${port} (127.0.0.1) is taken`);
  expect(processesOf(data).database).toBeUndefined();
});

test('a place where no folder can be made is named at once', async () => {
  const began = performance.now();
  const said = await refused({ ENGAWA_DATA: '/proc/engawa/data' });
  expect(said).toContain('/proc/engawa/data にはフォルダーを作れません');
  expect(said).toContain('No folder can be made at /proc/engawa/data');
  expect(performance.now() - began).toBeLessThan(30_000);
});

test('a folder of somebody else is left alone', async () => {
  const data = newFolder();
  mkdirSync(data);
  writeFileSync(join(data, '議事録.txt'), '大切');
  const said = await refused({ ENGAWA_DATA: data });
  expect(said).toContain("holds files that are not Engawa's");
  expect(readdirSync(data)).toEqual(['議事録.txt']);
});

test('a file is no folder', async () => {
  const data = newFolder();
  writeFileSync(data, '');
  expect(await refused({ ENGAWA_DATA: data })).toContain('is not a folder');
});

test.runIf(asRoot)('a closed parent folder is named, because the database could not pass it', async () => {
  const data = newFolder();
  chmodSync(dirname(data), 0o700);
  const said = await refused({ ENGAWA_DATA: data });
  expect(said).toContain(`chmod o+x ${dirname(data)}`);
});

test.runIf(asRoot)('a full disk is told before anything is begun', async (context) => {
  const data = newFolder();
  mkdirSync(data);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'none', data], { stdio: 'ignore' });
  } catch {
    return context.skip('this machine does not let us mount a small disk');
  }
  try {
    const said = await refused({ ENGAWA_DATA: data });
    expect(said).toContain('ディスクの空きが足りません');
    expect(said).toContain('The disk is full');
  } finally {
    execFileSync('umount', [data]);
  }
});

test('an outside database that does not answer is told', async () => {
  const port = await freePort();
  const said = await refused({
    ENGAWA_DATA: newFolder(),
    DATABASE_URL: `postgres://a:hunter2@127.0.0.1:${port}/x`,
  });
  expect(said).toContain('The database of DATABASE_URL does not answer');
  expect(said).not.toContain('hunter2');
});

test('data of a damaged or later version is not touched', async () => {
  const data = newFolder();
  mkdirSync(data);
  writeFileSync(join(data, 'engawa.json'), '{"format":2}');
  expect(await refused({ ENGAWA_DATA: data })).toContain('belongs to another version of Engawa');
});
