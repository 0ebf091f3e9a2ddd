import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { connect as connectPlain, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectSecure } from 'node:tls';
import type { MediaServer } from '../../media-settings.ts';
import type { Me } from '../me.ts';
import type { Metrics } from '../metrics.ts';
import { zoneOf } from '../zones.ts';
import type { Gate } from '../live/sockets.ts';
import { httpAddress } from './health.ts';
import { isMedia, readWay, type Way } from './way.ts';

/** What a refusal is called in the metrics, and what the page is told. */
export type Refusal = { reason: string; status: string };

type Parts = {
  server: MediaServer;
  metrics: Metrics;
  /** Whether this person may enter that way now; done when the way is open. */
  mayEnter(way: Way, me: Me): Promise<Refusal | undefined>;
  /** A page is gone that nobody has put out; it was heard last so many milliseconds ago. */
  lineCut(identity: string, silentMs: number): void;
};

type Open = { client: Duplex; upstream: Socket; isPutOut?: true };

const patienceMs = 5000;
/** More than any real page says in a second; LiveKit itself sets no bound. */
const bytesPerSecond = 1_048_576;
/** A page says something every 5 s. One that was unplugged closes nothing: only its silence tells. */
const silentMs = 12_000;

/** Passes LiveKit's signalling on, and only that, for those who may enter a room. */
export class SignalProxy {
  readonly #parts: Parts;
  readonly #open = new Map<string, Open>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The identities whose page is connected here. */
  get identities(): string[] {
    return [...this.#open.keys()];
  }

  /** Lets a listener pass signalling on. */
  open(server: HttpServer, gate: Gate): void {
    server.on('upgrade', (request: IncomingMessage, client: Duplex, head: Buffer) => {
      if (!isMedia(request)) return;
      client.on('error', () => client.destroy());
      this.#enter(request, client, head, gate).then(
        (refusal) => {
          if (!refusal) return;
          this.#parts.metrics.refused.inc({ reason: `media ${refusal.reason}` });
          refuse(client, refusal.status);
        },
        () => refuse(client, '503 Service Unavailable'),
      );
    });
  }

  /** Cuts what is open under an identity. */
  cut(identity: string): void {
    const open = this.#open.get(identity);
    if (!open) return;
    open.isPutOut = true;
    open.client.destroy();
    open.upstream.destroy();
  }

  close(): void {
    for (const identity of this.identities) this.cut(identity);
  }

  async #enter(
    request: IncomingMessage,
    client: Duplex,
    head: Buffer,
    gate: Gate,
  ): Promise<Refusal | undefined> {
    if (!gate.isOwnOrigin(request.headers.origin, request))
      return { reason: 'origin', status: '403 Forbidden' };
    const way = readWay(request.url ?? '');
    if (!way) return { reason: 'path', status: '404 Not Found' };
    const zone = zoneOf(request);
    const { cookie } = request.headers;
    const token = gate.tokenIn(cookie, zone);
    if (!token) return { reason: 'session', status: '401 Unauthorized' };
    const address = gate.addressOf(request);
    const visit = gate.doorstep.ask(token, address);
    if (!visit) return { reason: 'too often', status: '429 Too Many Requests' };
    const me = await gate.identify(cookie, zone, address);
    visit.settle(me !== undefined);
    if (!me) return { reason: 'session', status: '401 Unauthorized' };
    const refusal = await this.#parts.mayEnter(way, me);
    if (refusal) return refusal;
    const upstream = await this.#connect();
    if (!upstream) return { reason: 'down', status: '503 Service Unavailable' };
    if (client.destroyed) return void upstream.destroy();
    this.#join(way, request, { client, upstream }, head);
    return undefined;
  }

  #join(way: Way, request: IncomingMessage, open: Open, head: Buffer): void {
    const { client, upstream } = open;
    // A page that comes back before its old socket is known to be dead takes its place.
    this.cut(way.identity);
    this.#open.set(way.identity, open);
    this.#parts.metrics.mediaSockets.set(this.#open.size);
    upstream.write(headOf(way, request, this.#parts.server), 'latin1');
    const { budget, silence } = this.#passOn(open, head);
    upstream.once('close', () => client.destroy());
    client.once('close', () => {
      clearInterval(budget);
      upstream.destroy();
      if (this.#open.get(way.identity) === open) this.#open.delete(way.identity);
      // Closed by the page is heard by the page: an unplugged one fell silent before.
      const ms = silence();
      if (!open.isPutOut) this.#parts.lineCut(way.identity, ms < silentMs ? 0 : ms);
      this.#parts.metrics.mediaSockets.set(this.#open.size);
    });
  }

  /**
   * Nothing of the page reaches LiveKit before LiveKit has agreed to talk over a WebSocket: where it refuses, it
   * keeps the connection open, and the next request on it would be asked by nobody.
   */
  #passOn({ client, upstream }: Open, head: Buffer) {
    let spent = 0;
    let heardAt = performance.now();
    let tickedAt = heardAt;
    const budget = setInterval(() => {
      spent = 0;
      const now = performance.now();
      // Whoever has slept hears late, too: that is no silence of the page.
      if (now - tickedAt > 3000) heardAt = now;
      tickedAt = now;
      if (now - heardAt > silentMs) client.destroy();
    }, 1000);
    upstream.once('data', (answer: Buffer) => {
      const [, status = ''] = /^HTTP\/1\.1 (\d{3} [^\r\n]*)/.exec(answer.toString('latin1', 0, 100)) ?? [];
      if (!status.startsWith('101 ')) {
        upstream.destroy();
        return refuse(client, status || '502 Bad Gateway');
      }
      client.write(answer);
      upstream.write(head);
      client.on('data', (bytes: Buffer) => {
        heardAt = performance.now();
        spent += bytes.length;
        if (spent > bytesPerSecond) client.destroy();
      });
      client.pipe(upstream).pipe(client);
    });
    return { budget, silence: () => performance.now() - heardAt };
  }

  #connect(): Promise<Socket | undefined> {
    const { protocol, hostname, port } = new URL(httpAddress(this.#parts.server.url));
    const isSecure = protocol === 'https:';
    const host = hostname.replace(/^\[|\]$/g, '');
    const at = { host, port: Number(port) || (isSecure ? 443 : 80) };
    const { promise, resolve } = Promise.withResolvers<Socket | undefined>();
    const socket = isSecure ? connectSecure({ ...at, servername: host }) : connectPlain(at);
    socket.setNoDelay(true);
    socket.setTimeout(patienceMs, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.once('close', () => resolve(undefined));
    socket.once(isSecure ? 'secureConnect' : 'connect', () => {
      socket.setTimeout(0);
      resolve(socket);
    });
    return promise;
  }
}

/** The head of our own request: of the page's, only what makes it a WebSocket. No cookie leaves. */
function headOf(way: Way, request: IncomingMessage, server: MediaServer): string {
  const lines = [`GET ${way.path} HTTP/1.1`, `Host: ${new URL(httpAddress(server.url)).host}`];
  lines.push('Connection: Upgrade', 'Upgrade: websocket');
  for (const name of ['key', 'version', 'extensions', 'protocol']) {
    const value = request.headers[`sec-websocket-${name}`];
    if (typeof value === 'string') lines.push(`Sec-WebSocket-${name}: ${value}`);
  }
  return [...lines, '', ''].join('\r\n');
}

function refuse(client: Duplex, status: string): void {
  client.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
