import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from 'vitest';
import { freePort } from './ports.ts';
import { isAlive, markOf, stillRuns } from './processes.ts';
import { processesOf, StartedCommand, temporaryFolder, type StartOptions } from './started.ts';

const folder = temporaryFolder();
const port = await freePort();
const env = { PORT: String(port), ENGAWA_DATA: folder.path };
const commands: StartedCommand[] = [];
const start = (options: StartOptions = {}) => {
  const command = new StartedCommand({ ...options, env: { ...env, ...options.env } });
  commands.push(command);
  return command;
};

afterEach(async () => {
  for (const command of commands.splice(0)) await command.end('SIGTERM');
});
afterAll(() => folder.remove());

const health = async () => (await fetch(`http://127.0.0.1:${port}/health/ready`)).status;
const answers = () =>
  health().then(
    (status) => status === 200,
    () => false,
  );

async function until(what: () => boolean | Promise<boolean>, milliseconds = 40_000): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!(await what())) {
    if (performance.now() > end) throw new Error(`never true: ${what}`);
    await pause(20);
  }
}

test('one command serves, tells where and how to stop, and leaves nothing running', async () => {
  const command = start();
  await command.running();
  expect(await health()).toBe(200);
  expect(command.output).toContain(`http://127.0.0.1:${port}`);
  expect(command.output).toContain(folder.path);
  expect(command.output).toContain('Ctrl+C');
  expect(command.output).toContain('PostgreSQL 18');
  const { parts, database } = processesOf(folder.path);
  expect(parts).toHaveLength(2);

  // The database must outlive whoever still writes to it.
  let databaseFirst = false;
  const watch = setInterval(() => {
    if (database && !isAlive(database) && parts.some(isAlive)) databaseFirst = true;
  }, 2);
  expect(await command.end('SIGTERM')).toBe(0);
  clearInterval(watch);
  expect(databaseFirst).toBe(false);
  expect([...parts, database ?? 0].filter((pid) => pid && stillRuns(markOf(pid)))).toEqual([]);
  expect(existsSync(folder.path)).toBe(true);
});

test('a second start on the same data is refused and disturbs nothing', async () => {
  const first = start();
  await first.running();
  const second = start({ env: { PORT: String(await freePort()) } });
  expect(await second.exited).toBe(1);
  expect(second.output).toContain('もう Engawa が動いています');
  expect(second.output).toContain('Engawa already runs on this data');
  expect(await health()).toBe(200);
});

test('Ctrl+C while it starts leaves nothing behind', async () => {
  const command = start();
  await until(() => processesOf(folder.path).database !== undefined);
  const { database } = processesOf(folder.path);
  expect(await command.end('SIGINT')).not.toBe(0);
  expect(database && stillRuns(markOf(database))).toBe(false);
});

test('a server that is killed is started again', async () => {
  const command = start();
  await command.running();
  const [server = 0] = processesOf(folder.path).parts;
  process.kill(server, 'SIGKILL');
  await command.says(/server が止まりました/);
  await until(answers);
  expect(processesOf(folder.path).parts[0]).not.toBe(server);
});

test('a database that is killed is started again', async () => {
  const command = start();
  await command.running();
  process.kill(processesOf(folder.path).database ?? 0, 'SIGKILL');
  await command.says(/データベースが止まったので、始め直しました/);
  await until(answers);
});

test('a start that is killed leaves its database running, and the next one takes it over', async () => {
  const first = start();
  await first.running();
  const left = processesOf(folder.path);
  process.kill(left.start ?? 0, 'SIGKILL');
  await first.exited;
  const second = start();
  await second.running();
  expect(processesOf(folder.path).database).toBe(left.database);
  expect(left.parts.filter((pid) => stillRuns(markOf(pid)))).toEqual([]);
  expect(await health()).toBe(200);
});

test('killing the outermost command stops everything in order', async () => {
  const command = start();
  await command.running();
  const { start: inner, parts, database } = processesOf(folder.path);
  command.child.kill('SIGKILL');
  const all = [inner, ...parts, database].filter((pid) => pid !== undefined);
  await until(() => !all.some(isAlive));
});

test('the terminal can make an administrator, whether the product runs or not', async () => {
  const admin = (...args: string[]) => new StartedCommand({ task: 'admin', args, env });
  const stopped = admin('99999');
  expect(await stopped.exited).toBe(1);
  expect(stopped.output).toContain('Nobody has the staff number 99999');

  const command = start();
  await command.running();
  const beside = admin('99999');
  expect(await beside.exited).toBe(1);
  expect(beside.output).toContain('Nobody has the staff number 99999');
  expect(await health()).toBe(200);

  const list = admin();
  expect(await list.exited).toBe(0);
  expect(list.output).toContain('npm run admin -- 12031');
});
