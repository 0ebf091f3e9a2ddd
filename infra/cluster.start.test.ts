import { afterAll, expect, test } from 'vitest';
import { freePort } from './ports.ts';
import { markOf, stillRuns } from './processes.ts';
import { processesOf, StartedCommand, temporaryFolder } from './started.ts';

const folder = temporaryFolder();
const port = await freePort();
const env = { PORT: String(port), ENGAWA_DATA: folder.path };
const command = new StartedCommand({ task: 'cluster', env });
afterAll(async () => {
  await command.end();
  folder.remove();
});

const ready = async () =>
  (await fetch(`http://127.0.0.1:${port}/health/ready`, { headers: { connection: 'close' } })).status;

test('two servers, a bus, a worker and a proxy serve at one address, and stop together', async () => {
  await command.running();
  const { parts, database } = processesOf(folder.path);
  expect(parts).toHaveLength(4);
  expect(await ready()).toBe(200);

  const [, first = 0] = parts;
  process.kill(first, 'SIGKILL');
  await command.says(/server-1 が止まりました/);
  for (let again = 0; again < 5; again += 1) expect(await ready()).toBe(200);

  expect(await command.end()).toBe(0);
  expect([...parts, database ?? 0].filter((pid) => pid && stillRuns(markOf(pid)))).toEqual([]);
});
