import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Listener } from '../../listen.ts';
import type { App } from './edge.ts';
import { arrivedIn } from '../zones.ts';

/** Opens every listener on the one app; the listener marks each connection with its zone. */
export async function openListeners(app: App, listeners: readonly Listener[]): Promise<Server[]> {
  await app.ready();
  const servers = listeners.map((listener) => {
    const answer = (...pair: Parameters<typeof app.routing>) => app.routing(...pair);
    const options = {
      maxHeaderSize: 16_384,
      requestTimeout: 60_000,
      headersTimeout: 15_000,
      keepAliveTimeout: 30_000,
    };
    const server = listener.tls
      ? createSecureServer(
          {
            ...options,
            cert: readFileSync(listener.tls.cert),
            key: readFileSync(listener.tls.key),
            minVersion: 'TLSv1.2',
          },
          answer,
        )
      : createServer(options, answer);
    server.on(listener.tls ? 'secureConnection' : 'connection', (socket: object) =>
      arrivedIn(listener.zone, socket),
    );
    return server;
  });
  await Promise.all(
    servers.map(
      (server, index) =>
        new Promise<void>((resolve, reject) => {
          server.once('error', reject);
          server.listen(listeners[index]?.port, listeners[index]?.host, resolve);
        }),
    ),
  );
  return servers;
}
