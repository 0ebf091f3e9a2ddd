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
