import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from '@engawa/infra/processes';
import { processesOf } from '@engawa/infra/started';

/** Ends the server of a running product as a power cut would; its start brings it back. */
export async function killServer(data: string, which = 0): Promise<void> {
  const server = processesOf(data).parts[which];
  if (server === undefined) throw new Error('no server runs on this data');
  process.kill(server, 'SIGKILL');
  while (isAlive(server)) await pause(20);
}

/** Ends the LiveKit of a running product as a power cut would; its start brings it back. */
export async function killLiveKit(data: string): Promise<void> {
  const ours = readdirSync('/proc').find(
    (pid) => /^\d+$/.test(pid) && saysIn(pid, join(data, 'livekit.yaml')),
  );
  if (ours === undefined) throw new Error('no LiveKit runs on this data');
  process.kill(Number(ours), 'SIGKILL');
  while (isAlive(Number(ours))) await pause(20);
}

function saysIn(pid: string, path: string): boolean {
  try {
    return readFileSync(join('/proc', pid, 'cmdline'), 'utf8').includes(path);
  } catch {
    return false;
  }
}
