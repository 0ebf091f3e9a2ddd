import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';

const program = (process.env.PATH ?? '')
  .split(':')
  .map((folder) => `${folder}/redis-server`)
  .find((file) => existsSync(file));

/** Whether this machine has a Redis to run. */
export const hasRedis = program !== undefined;

/** A real Redis that keeps nothing. */
export class RedisServer {
  readonly port: number;
  #child: ChildProcess | undefined;

  constructor(port: number) {
    this.port = port;
  }

  start(): void {
    if (!program) throw new Error('redis-server is not installed');
    const settings = ['--bind', '127.0.0.1', '--port', String(this.port), '--save', '', '--appendonly', 'no'];
    this.#child = spawn(program, settings, { stdio: 'ignore' });
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }
}
