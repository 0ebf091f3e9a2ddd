import { get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import type { Listener } from '@engawa/server/src/listen.ts';

/** The address a listener answers on, as a browser on this machine writes it. */
export function addressOf({ host, port, tls }: Listener): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const name = reachable.includes(':') ? `[${reachable}]` : reachable;
  return `${tls ? 'https' : 'http'}://${name}:${port}`;
}

/** Waits until the server behind the listener says that it is ready, or `gaveUp` settles. */
export async function untilReady(listener: Listener, gaveUp: Promise<unknown>): Promise<boolean> {
  let over = false;
  void gaveUp.then(() => (over = true));
  while (!over) {
    if (await isReady(addressOf(listener))) return true;
    await pause(50);
  }
  return false;
}

/** Whether the server at this address says that it is ready. */
export async function isReady(address: string): Promise<boolean> {
  return (await status(`${address}/health/ready`)) === 200;
}

function status(url: string): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  const answer = (response: { statusCode?: number; resume: () => unknown }) => {
    response.resume();
    resolve(response.statusCode);
  };
  const request = url.startsWith('https:')
    ? // Our own listener on this machine: only its state is asked, and its name is not the certificate's.
      getSecure(url, { rejectUnauthorized: false, timeout: 2_000 }, answer)
    : getPlain(url, { timeout: 2_000 }, answer);
  request.on('timeout', () => request.destroy());
  request.on('error', () => resolve(undefined));
  return promise;
}
