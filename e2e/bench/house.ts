import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openDataFolder, type DataFolder } from '@engawa/infra/data-folder';
import { migrateDatabase, openEmbedded, type RunningDatabase } from '@engawa/infra/database';
import { freePort } from '@engawa/infra/ports';
import { cpuOfFamily } from './cpu.ts';
import type { Side } from './person.ts';
import { Measured } from './program.ts';

const server = resolve(import.meta.dirname, '../../apps/server/src/main.ts');
const bareProgram = join(import.meta.dirname, 'bare.ts');

/** The product with its real database on the disk, as `npm start` runs it, and the bare program beside it. */
export class House {
  readonly url: string;
  readonly #folder: DataFolder;
  readonly #database: RunningDatabase;
  readonly #postmaster: number;
  readonly #programs: Measured[] = [];

  private constructor(folder: DataFolder, database: RunningDatabase) {
    this.#folder = folder;
    this.#database = database;
    this.url = database.url;
    this.#postmaster = Number(
      readFileSync(join(folder.path, 'postgresql/postmaster.pid'), 'utf8').split('\n')[0],
    );
  }

  /** An empty database in a folder of its own, PostgreSQL with the settings of the product. */
  static async build(): Promise<House> {
    const base = process.env['ENGAWA_BENCH_DATA'] ?? join(tmpdir(), 'engawa-bench');
    const folder = openDataFolder(`${base}-${process.pid}`);
    const database = await openEmbedded(folder);
    await migrateDatabase(database.url);
    return new House(folder, database);
  }

  async startOurs(env: NodeJS.ProcessEnv = {}): Promise<Served> {
    const [port, metrics] = [await freePort(Number(process.env['PORT'] ?? 0)), await freePort()];
    const program = new Measured(server, {
      ...this.env,
      LISTEN: `lgwan=127.0.0.1:${port}`,
      METRICS_PORT: String(metrics),
      ...env,
    });
    return this.#serving({ name: 'ours', port }, program);
  }

  async startBare(env: NodeJS.ProcessEnv = {}): Promise<Served> {
    const port = await freePort();
    return this.#serving({ name: 'bare', port }, new Measured(bareProgram, { PORT: String(port), ...env }));
  }

  /** What a process of the product needs to know. */
  get env(): NodeJS.ProcessEnv {
    return { DATABASE_URL: this.url, ENGAWA_DATA: this.#folder.path };
  }

  /** CPU seconds of the whole PostgreSQL. */
  databaseCpu(): number {
    return cpuOfFamily(this.#postmaster);
  }

  async stop(program: Measured): Promise<void> {
    this.#programs.splice(this.#programs.indexOf(program), 1);
    await program.stop();
  }

  async close(): Promise<void> {
    for (const program of this.#programs) await program.stop();
    await this.#database.stop();
    this.#folder.release();
    rmSync(this.#folder.path, { recursive: true, force: true });
  }

  async #serving(side: Side, program: Measured): Promise<Served> {
    this.#programs.push(program);
    for (let tries = 0; tries < 300; tries += 1) {
      const answered = await fetch(`http://127.0.0.1:${side.port}/health/ready`, {
        signal: AbortSignal.timeout(500),
      }).then(
        (response) => side.name === 'bare' || response.ok,
        // The bare program answers nothing but sockets: that it takes the connection is enough.
        (error: unknown) => side.name === 'bare' && error instanceof Error && error.name === 'TimeoutError',
      );
      if (answered) return { side, program };
      await pause(100);
    }
    throw new Error(`${side.name} does not answer`);
  }
}

/** A server that answers. */
export type Served = { side: Side; program: Measured };
