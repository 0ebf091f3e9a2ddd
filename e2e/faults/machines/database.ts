import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '@engawa/db/connect';
import { migrate } from '@engawa/db/migrate';
import { clockLibrary } from '@engawa/infra/clock-library';
import { createCluster, startPostgres, stopPostgres, superuser, type Postgres } from '@engawa/infra/postgres';
import { endProcess } from '@engawa/infra/processes';

export type Sql = ReturnType<typeof connect>['sql'];

const password = 'faults';
const name = 'engawa';
const diskBytes = 640 * 1_048_576;

/** A real PostgreSQL of its own, on a small disk of its own where this machine lets us mount one. */
export class Database {
  readonly port: number;
  readonly hasOwnDisk: boolean;
  readonly #disk: string;
  #running: Postgres | undefined;

  private constructor(port: number, disk: string, hasOwnDisk: boolean) {
    this.port = port;
    this.#disk = disk;
    this.hasOwnDisk = hasOwnDisk;
  }

  static async create(folder: string, port: number): Promise<Database> {
    const disk = join(folder, 'disk');
    mkdirSync(disk, { recursive: true });
    const database = new Database(port, disk, mount(disk));
    await createCluster(join(disk, 'cluster'), password);
    await database.start();
    await database.#make();
    return database;
  }

  url(port = this.port): string {
    return `postgres://${superuser}:${password}@127.0.0.1:${port}/${name}`;
  }

  /** Starts it, with its clock moved by so many seconds. */
  async start(clockSeconds = 0): Promise<void> {
    const library = clockSeconds === 0 ? undefined : clockLibrary();
    const clock = library
      ? {
          LD_PRELOAD: library,
          FAKETIME: `${clockSeconds > 0 ? '+' : ''}${clockSeconds}`,
          FAKETIME_DONT_FAKE_MONOTONIC: '1',
        }
      : {};
    // PostgreSQL is started with the environment of this process.
    Object.assign(process.env, clock);
    try {
      this.#running = await startPostgres(join(this.#disk, 'cluster'), this.port, settings);
    } finally {
      for (const key of Object.keys(clock)) delete process.env[key];
    }
  }

  async kill(): Promise<void> {
    if (this.#running) await endProcess(this.#running.mark, 'SIGKILL', 5000);
  }

  /** Leaves no byte free on the disk, until the answered function gives it back. */
  fillDisk(): () => void {
    const ballast = join(this.#disk, 'ballast');
    const file = openSync(ballast, 'w');
    const block = Buffer.alloc(65_536);
    try {
      for (;;) writeSync(file, block);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    } finally {
      closeSync(file);
    }
    return () => rmSync(ballast, { force: true });
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.#disk);
    return bavail * bsize;
  }

  /** Asks the database itself, past every door. */
  async ask<T>(question: (sql: Sql) => Promise<T>): Promise<T> {
    const { db, sql } = connect(this.url(), { max: 1, name: 'faults' });
    try {
      return await question(sql);
    } finally {
      await db.destroy();
    }
  }

  async remove(): Promise<void> {
    if (this.#running) await stopPostgres(this.#running);
    if (this.hasOwnDisk) execFileSync('umount', ['-l', this.#disk]);
    rmSync(this.#disk, { recursive: true, force: true });
  }

  async #make(): Promise<void> {
    const admin = connect(this.url().replace(/\/\w+$/, '/postgres'), { max: 1 });
    await admin.sql.unsafe(`create database ${name}`);
    await admin.db.destroy();
    await migrate(this.url());
  }
}

// A killed process leaves what it wrote to the system, so waiting for the disk would prove nothing here;
// synchronous_commit stays on, without it a killed server does lose commits.
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  max_connections: '100',
  shared_buffers: '64MB',
  autovacuum: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  min_wal_size: '32MB',
  max_wal_size: '128MB',
};

function mount(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes},mode=755`, 'tmpfs', folder], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}
