import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { freePort } from './ports.ts';
import { createCluster, startPostgres, stopPostgres } from './postgres.ts';
import { giveTo, postgresAccount } from './postgres-user.ts';

const base = mkdtempSync(join(tmpdir(), 'engawa-postgres-'));
giveTo(postgresAccount(), base);
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** A dead postmaster that its parent has not taken note of yet: it still has its number. */
async function deadPostmaster(): Promise<number> {
  const program = join(base, 'postgres');
  copyFileSync('/bin/sleep', program);
  const child = spawn('/bin/sh', ['-c', `${program} 0 & exec ${program} 2`], {
    ...postgresAccount(),
    stdio: 'ignore',
    cwd: base,
  });
  await pause(300);
  const parent = String(child.pid);
  const dead = readdirSync('/proc').find(
    (pid) => /^\d+$/.test(pid) && statusOf(pid).includes(`PPid:\t${parent}\n`),
  );
  expect(statusOf(dead ?? '')).toContain('State:\tZ');
  return Number(dead);
}

function statusOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

test.runIf(process.platform === 'linux')('a server that has just died holds nobody up for long', async () => {
  const cluster = join(base, 'cluster');
  await createCluster(cluster, 'test');
  writeFileSync(join(cluster, 'postmaster.pid'), `${await deadPostmaster()}\n${cluster}\n0\n0\n\n\n\n`);
  giveTo(postgresAccount(), join(cluster, 'postmaster.pid'));
  const server = await startPostgres(cluster, await freePort(), { unix_socket_directories: '' });
  expect(server.adopted).toBe(false);
  await stopPostgres(server);
});
