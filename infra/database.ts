import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { postgres } from '@engawa/db/driver';
import { migrate } from '@engawa/db/migrate';
import type { DataFolder, Marker } from './data-folder.ts';
import { Fault } from './fault.ts';
import { freePort } from './ports.ts';
import {
  createCluster,
  findRunning,
  startPostgres,
  stopPostgres,
  superuser,
  type Postgres,
} from './postgres.ts';
import { stillRuns } from './processes.ts';

/** A database that is ready to be migrated and used. */
export type RunningDatabase = {
  url: string;
  /** What the start tells about it. */
  about: string;
  /** Starts it again on the same port when it has died; nothing to do for an outside one. */
  revive: () => Promise<boolean>;
  stop: () => Promise<void>;
};

const oldestMajor = 16;

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgresql-%a.log',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_truncate_on_rotation: 'on',
  // Statements and details would carry what people write into the log.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/** Starts PostgreSQL 18 in the data folder, or adopts the one a killed start left there. */
export async function openEmbedded(folder: DataFolder): Promise<RunningDatabase> {
  const cluster = join(folder.path, 'postgresql');
  const { database } = folder.marker;
  if (!existsSync(cluster)) await createCluster(cluster, database.adminPassword);
  const left = await findRunning(cluster);
  let server: Postgres = left ?? (await startPostgres(cluster, await freePort(database.port), settings));
  try {
    if (server.port !== database.port) {
      folder.remember({ ...folder.marker, database: { ...database, port: server.port } });
    }
    await ensureDatabase(server.port, database.adminPassword, database.password);
  } catch (error) {
    await stopPostgres(server);
    throw error;
  }
  return {
    url: embeddedUrl(folder.marker, server.port),
    about: `PostgreSQL 18（内蔵 / embedded, 127.0.0.1:${server.port}）`,
    revive: async () => {
      if (stillRuns(server.mark)) return false;
      server = await startPostgres(cluster, server.port, settings);
      return true;
    },
    stop: () => stopPostgres(server),
  };
}

/** The address of the product's own database on the embedded server. */
export function embeddedUrl({ database }: Marker, port: number): string {
  return `postgres://engawa:${database.password}@127.0.0.1:${port}/engawa`;
}

/** Checks a PostgreSQL that somebody else runs. */
export async function openOutside(url: string): Promise<RunningDatabase> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    const [row] = await sql<{ number: string; version: string }[]>`
      select current_setting('server_version_num') as number, current_setting('server_version') as version`;
    if (!row || Number(row.number) < oldestMajor * 10_000) {
      throw new Fault({
        ja: `DATABASE_URL の PostgreSQL は古い版（${row?.version}）です。${oldestMajor} 以上にしてください。`,
        en: `The PostgreSQL of DATABASE_URL is too old (${row?.version}). Use ${oldestMajor} or newer.`,
      });
    }
    const { hostname, port } = new URL(url);
    const about = `PostgreSQL ${row.version}（外部 / outside, ${hostname}${port ? `:${port}` : ''}）`;
    return { url, about, revive: async () => false, stop: async () => {} };
  } catch (error) {
    if (error instanceof Fault) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Fault({
      ja: `DATABASE_URL のデータベースにつながりません（${reason}）。動いているか、書いた接続先が正しいかを確かめてください。`,
      en: `The database of DATABASE_URL does not answer (${reason}). Check that it runs and that the connection is right.`,
    });
  } finally {
    await sql.end();
  }
}

/** Brings the tables up to this version's shape. */
export async function migrateDatabase(url: string): Promise<void> {
  try {
    await migrate(url);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // Kysely's word for "the database knows migrations that this version does not have".
    if (!/corrupted migrations/.test(reason)) throw error;
    throw new Fault({
      ja: 'このデータは、これより新しい版の Engawa で使われたものです。新しい版で始めるか、古い控えから戻してください。',
      en: 'This data was used by a newer version of Engawa. Start that version, or restore an older backup.',
    });
  }
}

async function ensureDatabase(port: number, adminPassword: string, password: string): Promise<void> {
  const url = `postgres://${superuser}:${adminPassword}@127.0.0.1:${port}/postgres`;
  const admin = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [role] = await admin`select 1 from pg_roles where rolname = 'engawa'`;
    // Generated by us from the base64url alphabet, so it needs no escaping.
    if (!role) await admin.unsafe(`create role engawa login password '${password}'`);
    const [database] = await admin`select 1 from pg_database where datname = 'engawa'`;
    if (!database) await admin.unsafe('create database engawa owner engawa');
  } finally {
    await admin.end();
  }
}
