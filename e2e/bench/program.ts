import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { endProcess, markOf } from '@engawa/infra/processes';
import { cpuOf } from './cpu.ts';
import type { ProbeAnswer, ProbeAsk } from './probe.ts';

const watchParent = resolve(import.meta.dirname, '../../infra/watch-parent.ts');

/** A Node program in a process of its own, with strings going to and fro. */
export class Program {
  readonly pid: number;
  readonly #child;
  #waiting = new Map<number, { settle(answer: string): void; fail(error: Error): void }>();
  #next = 0;
  #stopping = false;

  constructor(file: string, options: { env?: NodeJS.ProcessEnv; args?: string[]; flags?: string[] } = {}) {
    const { env = {}, args = [], flags = [] } = options;
    this.#child = spawn(process.execPath, [...flags, '--import', watchParent, file, ...args], {
      env: { ...process.env, ...env },
      // Ctrl+C in the terminal must reach it through us, in order.
      detached: true,
      stdio: ['ignore', process.env['BENCH_LOUD'] ? 'inherit' : 'ignore', 'inherit', 'ipc'],
    });
    this.pid = this.#child.pid ?? 0;
    this.#child.on('message', (text: string) => {
      const { id }: { id: number } = JSON.parse(text);
      this.#waiting.get(id)?.settle(text);
      this.#waiting.delete(id);
    });
    this.#child.on('exit', (code) => {
      if (this.#stopping) return;
      for (const { fail } of this.#waiting.values()) fail(new Error(`${file} ended by itself (${code})`));
    });
  }

  /** Sends a question and waits for its answer. */
  ask<A>(question: object): Promise<A> {
    const id = this.#next++;
    const { promise, resolve: settle, reject: fail } = Promise.withResolvers<A>();
    this.#waiting.set(id, { settle: (text) => settle(JSON.parse(text)), fail });
    this.#child.send(JSON.stringify({ ...question, id }));
    return promise;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const gone = this.#child.exitCode === null ? once(this.#child, 'exit') : undefined;
    await endProcess(markOf(this.pid), 'SIGTERM', 10_000);
    await gone;
  }
}

/** A server that is measured: ours or the bare one. */
export class Measured extends Program {
  constructor(file: string, env: NodeJS.ProcessEnv) {
    const flags = process.env['BENCH_FLAGS']?.split(' ') ?? [];
    super(file, { env, flags: [...flags, '--import', join(import.meta.dirname, 'probe.ts')] });
  }

  cpu(): number {
    return cpuOf(this.pid);
  }

  /** Asks the probe; `watch` begins to watch for stalls, `memory` collects garbage first. */
  probe(what: ProbeAsk['what']): Promise<ProbeAnswer> {
    return this.ask({ what });
  }
}
