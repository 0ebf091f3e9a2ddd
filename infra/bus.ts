import { spawn } from 'node:child_process';
import { createConnection } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from './fault.ts';
import { freePort } from './ports.ts';
import { endProcess, markOf, type ProcessMark } from './processes.ts';

/** What carries pokes between the nodes. */
export type Bus = { url: string; mark: ProcessMark; stop: () => Promise<void> };

/** Starts the machine's own redis-server, in memory only: the truth is in the database. */
export async function startBus(): Promise<Bus> {
  const port = await freePort();
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--daemonize', 'no'],
    { detached: true, stdio: 'ignore', cwd: '/' },
  );
  let failed = false;
  child.on('error', () => (failed = true));
  child.on('exit', () => (failed = true));
  while (!(await answers(port))) {
    if (failed) {
      throw new Fault({
        ja: 'redis-server を始められません。パッケージ redis-server を入れるか、REDIS_URL に動いているものを書いてください。',
        en: 'redis-server cannot be started. Install the package redis-server, or give a running one in REDIS_URL.',
      });
    }
    await pause(20);
  }
  const mark = markOf(child.pid ?? 0);
  return { url: `redis://127.0.0.1:${port}`, mark, stop: () => endProcess(mark, 'SIGTERM', 5_000) };
}

function answers(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = createConnection(port, '127.0.0.1', () => socket.write('PING\r\n'));
  socket.once('data', () => {
    socket.destroy();
    resolve(true);
  });
  socket.once('error', () => resolve(false));
  return promise;
}
