import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '..');

/** How a start is tried out: as a person would, with the real command. */
export type StartOptions = {
  task?: 'start' | 'cluster' | 'admin';
  args?: string[];
  /** Added to an environment that holds only what a terminal has, and leaves media off. */
  env?: Record<string, string>;
};

/** A started command whose output can be waited for. */
export class StartedCommand {
  readonly child: ChildProcess;
  output = '';
  readonly exited: Promise<number>;

  constructor({ task = 'start', args = [], env = {} }: StartOptions) {
    this.child = spawn('node', ['run.js', task, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, HOME: process.env.HOME, LANG: process.env.LANG, MEDIA: 'off', ...env },
    });
    this.child.stdout?.on('data', (chunk) => (this.output += chunk));
    this.child.stderr?.on('data', (chunk) => (this.output += chunk));
    const { promise, resolve: settle } = Promise.withResolvers<number>();
    this.child.once('close', (code, signal) => settle(code ?? (signal === 'SIGKILL' ? 137 : 1)));
    this.exited = promise;
  }

  /** Waits until the output says this; fails with all of the output when the command ends first. */
  async says(what: RegExp, milliseconds = 90_000): Promise<void> {
    const until = performance.now() + milliseconds;
    let over = false;
    void this.exited.then(() => (over = true));
    while (!what.test(this.output)) {
      if (over || performance.now() > until) throw new Error(`${what} was never said:\n${this.output}`);
      await pause(20);
    }
  }

  /** Waits until the product serves. */
  running(): Promise<void> {
    return this.says(/止める Stop/);
  }

  /** Sends a signal and answers the exit status. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number> {
    this.child.kill(signal);
    return this.exited;
  }
}

/** A data folder that is gone afterwards. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'engawa-start-'));
  // As root the database runs under another account, which must be able to walk through.
  chmodSync(path, 0o755);
  return { path: join(path, 'data'), remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The processes of the product on a data folder: the start itself, server and worker, PostgreSQL. */
export function processesOf(data: string): { start?: number; parts: number[]; database?: number } {
  const lock = readJson(join(data, 'engawa.lock'), mark);
  const parts = readJson(join(data, 'processes.json'), z.array(mark));
  const postmaster = join(data, 'postgresql/postmaster.pid');
  return {
    start: lock?.pid,
    parts: parts?.map(({ pid }) => pid) ?? [],
    database: existsSync(postmaster) ? Number(readFileSync(postmaster, 'utf8').split('\n')[0]) : undefined,
  };
}

const mark = z.object({ pid: z.number(), born: z.string() });

function readJson<T>(file: string, shape: z.ZodType<T>): T | undefined {
  return existsSync(file) ? shape.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}
