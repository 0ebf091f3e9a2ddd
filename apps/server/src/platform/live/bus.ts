import { Redis } from 'ioredis';
import type { Logger } from 'pino';

const topic = 'engawa:poke';

/** Carries pokes (names of scopes that grew) between nodes. Losing, doubling or inventing them is harmless. */
export type Bus = { poke(scopes: readonly string[]): void; close(): Promise<void> };

/** One node needs no bus. */
export const noBus: Bus = { poke: () => {}, close: async () => {} };

/** Joins the nodes that share a Redis; `heard` gets the scopes that other nodes wrote to. */
export function redisBus(url: string, nodeName: string, heard: (scope: string) => void, log: Logger): Bus {
  const options = {
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    connectTimeout: 2000,
    retryStrategy: (tries: number) => Math.min(100 * tries, 1000),
  };
  const out = new Redis(url, options);
  const back = new Redis(url, { ...options, enableOfflineQueue: true, maxRetriesPerRequest: null });
  let silent = false;
  for (const client of [out, back]) {
    client.on('error', (error: Error) => {
      if (!silent) log.warn({ err: error.message }, 'Redis is not answering; the poll carries on');
      silent = true;
    });
    client.on('ready', () => (silent = false));
  }
  back.subscribe(topic).catch(() => {});
  back.on('message', (_topic: string, text: string) => {
    const [from, ...scopes] = text.split(' ');
    if (from !== nodeName) for (const scope of scopes) if (scope.length <= 64) heard(scope);
  });
  let waiting = new Set<string>();
  const flush = () => {
    const text = [nodeName, ...waiting].join(' ');
    waiting = new Set();
    out.publish(topic, text).catch(() => {});
  };
  return {
    poke(scopes) {
      if (waiting.size === 0) setTimeout(flush, 2);
      for (const scope of scopes) waiting.add(scope);
    },
    async close() {
      out.disconnect();
      back.disconnect();
    },
  };
}
