import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server as Engine } from 'engine.io';
import { Server, type DefaultEventsMap, type Socket } from 'socket.io';
import type { Me } from '../me.ts';
import { zoneOf } from '../zones.ts';
import type { Zone } from '@engawa/contract/labels';
import type { Metrics } from '../metrics.ts';
import type { Admission, Doorstep } from './admission.ts';
import { isMedia } from '../livekit/way.ts';
import { encodePlainly } from './written.ts';

/** What a socket carries besides its rooms. */
export type SocketState = {
  me: Me;
  /** Ends when the joining that is under way does. */
  following?: Promise<void>;
  /** Scopes given, with their seq, or taken away, without, while the socket was still joining. */
  turned?: Map<string, number | undefined>;
  /** Since when it has been too slow, in milliseconds of performance.now(). */
  behindSince?: number;
};

export type LiveSocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketState>;
export type LiveServer = Server<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketState>;

export type Gate = {
  /** Whether a page of this origin may open a socket. */
  isOwnOrigin(origin: string | undefined, request: IncomingMessage): boolean;
  /** Where a handshake comes from, seen through our own proxies. */
  addressOf(request: IncomingMessage): string;
  /** The token of a session among the cookies of a handshake, for the zone that it came in on. */
  tokenIn(cookies: string | undefined, zone: Zone): string | undefined;
  /** Who the cookies of a handshake belong to, in that zone. */
  identify(cookies: string | undefined, zone: Zone, address: string): Promise<Me | undefined>;
  admission: Admission;
  doorstep: Doorstep;
  metrics: Metrics;
};

const socketsOfOnePerson = 20;

/**
 * Makes the Socket.IO server. Its settings are decided: websocket only, no compression, small frames, no
 * connection state recovery (that restores rooms to people who were removed).
 */
export function makeSockets(): { io: LiveServer; engine: Engine } {
  const options = {
    transports: ['websocket' as const],
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: 65_536,
    pingInterval: 15_000,
    pingTimeout: 10_000,
  };
  const engine = new Engine(options);
  const io: LiveServer = new Server({ serveClient: false, connectTimeout: 10_000 });
  encodePlainly(io);
  io.bind(engine);
  return { io, engine };
}

const identities = new WeakMap<IncomingMessage, Me>();

/** Who opened the connection below a socket; asked once, right after the handshake. */
export const identityOf = (request: IncomingMessage): Me | undefined => identities.get(request);

/** Lets `server` open sockets, after origin, admission and session have been checked. */
export function openSockets(server: HttpServer, engine: Engine, gate: Gate): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (isMedia(request)) return;
    socket.on('error', () => socket.destroy());
    void admit(request, gate).then(
      (refusal) => {
        if (refusal) {
          gate.metrics.refused.inc({ reason: refusal.reason });
          socket.end(`HTTP/1.1 ${refusal.status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
        } else {
          // Engine.IO parses the query into the request itself, which is all that its own type adds.
          // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- Engine.IO adds what its own type asks for
          engine.handleUpgrade(request as Parameters<Engine['handleUpgrade']>[0], socket, head);
        }
      },
      () => socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'),
    );
  });
}

async function admit(
  request: IncomingMessage,
  gate: Gate,
): Promise<{ reason: string; status: string } | undefined> {
  if (!request.url?.startsWith('/socket.io/')) return { reason: 'path', status: '404 Not Found' };
  if (!gate.isOwnOrigin(request.headers.origin, request))
    return { reason: 'origin', status: '403 Forbidden' };
  const { cookie } = request.headers;
  const zone = zoneOf(request);
  // Not the cookies as they stand: with another one beside it, each would be a session of its own.
  const token = gate.tokenIn(cookie, zone);
  if (!token) return { reason: 'session', status: '401 Unauthorized' };
  const address = gate.addressOf(request);
  const visit = gate.doorstep.ask(token, address);
  if (!visit) return { reason: 'too often', status: '429 Too Many Requests\r\nRetry-After: 5' };
  const full = { reason: 'admission', status: '503 Service Unavailable\r\nRetry-After: 2' };
  // Those who were here before are asked to wait without being looked up; of the others, nobody without a
  // session takes a place.
  if (visit.isKnown && !gate.admission.take()) return full;
  const me = await gate.identify(cookie, zone, address);
  visit.settle(me !== undefined);
  if (!me) return { reason: 'session', status: '401 Unauthorized' };
  if (!visit.isKnown && !gate.admission.take()) return full;
  identities.set(request, me);
  return undefined;
}

/** More devices than anybody has: the oldest sockets make room. */
export function boundSocketsOf(io: LiveServer, room: string): void {
  const ids = io.sockets.adapter.rooms.get(room);
  if (!ids || ids.size <= socketsOfOnePerson) return;
  for (const id of [...ids].slice(0, ids.size - socketsOfOnePerson))
    io.sockets.sockets.get(id)?.disconnect(true);
}

/** The WebSocket below a socket: a detail of the only transport there is. */
export function wireOf(socket: LiveSocket): { bufferedAmount: number; terminate(): void } | undefined {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the ws connection is a detail of the only transport there is
  return (socket.conn.transport as { socket?: { bufferedAmount: number; terminate(): void } }).socket;
}

/** Drops what a socket keeps of its handshake: headers and parser state cost more than the socket itself. */
export function slim(socket: LiveSocket): void {
  Object.assign(socket.handshake, { headers: {}, query: {}, auth: {}, url: '' });
  Object.assign(socket.conn, { request: null });
}
