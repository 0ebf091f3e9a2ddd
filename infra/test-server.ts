import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Sql } from 'postgres';
import { postgres } from '@engawa/db/driver';
import { migrate } from '@engawa/db/migrate';
import { withLock } from './lock.ts';
import { freePort } from './ports.ts';
import { createCluster, findRunning, startPostgres, stopPostgres, superuser } from './postgres.ts';
import { markOf, stillRuns, type ProcessMark } from './processes.ts';

const root = resolve(import.meta.dirname, '..');
const user = process.getuid?.() ?? 0;
const home = join(tmpdir(), `engawa-test-${user}-pg18`);
const cluster = join(home, 'cluster');
const users = join(home, 'users');
const lock = join(home, 'lock');
const password = 'test';

/** The test server and the migrated database every test database is cloned from. */
export type TestServer = { port: number; template: string };

let joined = 0;

/** Starts the one PostgreSQL that all test runs of this machine share, or joins it. */
export async function joinTestServer(): Promise<TestServer> {
  mkdirSync(users, { recursive: true });
  joined += 1;
  return withLock(lock, async () => {
    if (!existsSync(cluster)) await createCluster(cluster, password);
    const running = await findRunning(cluster);
    const server = running ?? (await startPostgres(cluster, await freePort(), quick));
    const { pid, born } = markOf(process.pid);
    writeFileSync(join(users, String(pid)), born);
    const admin = connect(server.port, 'postgres');
    try {
      if (!running) await dropLeftovers(admin);
      return { port: server.port, template: await ensureTemplate(admin, server.port) };
    } finally {
      await admin.end();
    }
  });
}

/** Leaves the test server; the last one to leave stops it. */
export async function leaveTestServer(): Promise<void> {
  joined -= 1;
  if (joined > 0) return;
  await withLock(lock, async () => {
    rmSync(join(users, String(process.pid)), { force: true });
    const others = readdirSync(users).filter((pid) => stillRuns(readUser(pid)));
    const running = others.length === 0 && (await findRunning(cluster));
    if (running) await stopPostgres(running);
  });
}

/** The address of a database on the test server. */
export function testUrl(port: number, database: string): string {
  return `postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`;
}

/** A connection of one to a database on the test server. */
export function connect(port: number, database: string): Sql {
  return postgres(testUrl(port, database), { max: 1, onnotice: () => {} });
}

// Tests need no power-cut safety, and it costs most of their time.
const quick = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '300',
  shared_buffers: '64MB',
  autovacuum_naptime: '1h',
  max_wal_size: '512MB',
};

async function ensureTemplate(admin: Sql, port: number): Promise<string> {
  const name = `template_${migrationsHash()}`;
  const [known] = await admin`select 1 from pg_database where datname = ${name}`;
  if (known) return name;
  const making = `${name}_making`;
  await admin.unsafe(`drop database if exists ${making}`);
  await admin.unsafe(`create database ${making}`);
  await migrate(testUrl(port, making));
  await admin.unsafe(`alter database ${making} rename to ${name}`);
  return name;
}

async function dropLeftovers(admin: Sql): Promise<void> {
  const left = await admin<
    { datname: string }[]
  >`select datname from pg_database where datname like 'test\\_%'`;
  for (const { datname } of left) await admin.unsafe(`drop database ${datname}`);
}

function migrationsHash(): string {
  const hash = createHash('sha256');
  for (const file of globSync('packages/db/{src,migrations}/**/*.ts', { cwd: root }).sort()) {
    if (file.endsWith('.test.ts')) continue;
    hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

function readUser(pid: string): ProcessMark {
  return { pid: Number(pid), born: readFileSync(join(users, pid), 'utf8') };
}
