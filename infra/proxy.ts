import { readFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { BlockList, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { isWithin } from '@engawa/server/src/networks.ts';

/** An address of this machine. */
export type Address = { host: string; port: number };

/** Where a proxy stands; with certificate files it speaks TLS there. */
export type ProxyAddress = Address & { tls?: { cert: string; key: string } };

/** A small proxy that spreads requests over nodes and tells each of them whose address they come from. */
export class Proxy {
  readonly #nodes: readonly Address[];
  readonly #before: BlockList;
  readonly #open = new Set<Duplex>();
  #server: Server | undefined;
  #turn = 0;

  /** `before` are the proxies that stand before this one: what they say of an address is passed on. */
  constructor(nodes: readonly Address[], before: BlockList = new BlockList()) {
    this.#nodes = nodes;
    this.#before = before;
  }

  /** Begins to listen. */
  listen({ host, port, tls }: ProxyAddress): Promise<void> {
    const server = tls
      ? createSecureServer({ cert: readFileSync(tls.cert), key: readFileSync(tls.key) })
      : createServer();
    server.on('connection', (socket: Socket) => this.#keep(socket));
    server.on('request', (asked, answer) => void this.#pass(asked, answer));
    server.on('upgrade', (asked, client, first) => void this.#join(asked, client, first));
    this.#server = server;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    server.once('error', reject);
    server.listen({ host, port }, resolve);
    return promise;
  }

  /** Cuts everything. */
  close(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (this.#server) this.#server.close(() => resolve());
    else resolve();
    for (const socket of this.#open) socket.destroy();
    return promise;
  }

  async #pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const node = await this.#connect();
    if (!node) return void answer.writeHead(502).end();
    const upstream = request({
      method: asked.method,
      path: asked.url,
      headers: [...headersOf(asked, this.#before), 'Connection', 'close'],
      createConnection: () => node,
    });
    upstream.once('response', (told) => {
      answer.writeHead(told.statusCode ?? 502, without(told.rawHeaders, 'connection', 'keep-alive'));
      told.pipe(answer);
    });
    // What a node cuts is cut for the client, and the other way round.
    upstream.once('error', () => answer.destroy());
    node.once('close', () => answer.writableEnded || answer.destroy());
    answer.once('close', () => node.destroy());
    asked.pipe(upstream);
  }

  /** A socket: its head is passed on with the address in it, and then every byte as it comes. */
  async #join(asked: IncomingMessage, client: Duplex, first: Buffer): Promise<void> {
    this.#keep(client);
    const node = await this.#connect();
    if (!node) return void client.destroy();
    const headers = headersOf(asked, this.#before, true);
    const lines = headers.flatMap((name, n) => (n % 2 === 0 ? [`${name}: ${headers[n + 1]}`] : []));
    node.write([`${asked.method} ${asked.url} HTTP/1.1`, ...lines, '', ''].join('\r\n'), 'latin1');
    node.write(first);
    client.pipe(node).pipe(client);
    node.once('close', () => client.destroy());
    client.once('close', () => node.destroy());
  }

  /** A connection to the node whose turn it is; one that does not take it is passed over. */
  async #connect(): Promise<Socket | undefined> {
    this.#turn += 1;
    for (let tried = 0; tried < this.#nodes.length; tried += 1) {
      const node = this.#nodes[(this.#turn + tried) % this.#nodes.length];
      const socket = node && (await connected(node));
      if (!socket) continue;
      this.#keep(socket);
      return socket;
    }
    return undefined;
  }

  #keep(socket: Duplex): void {
    if (this.#open.has(socket)) return;
    this.#open.add(socket);
    // Cut connections are what a proxy is for; `close` follows and settles the pair.
    socket.on('error', () => {});
    socket.once('close', () => this.#open.delete(socket));
  }
}

function connected({ host, port }: Address): Promise<Socket | undefined> {
  const { promise, resolve } = Promise.withResolvers<Socket | undefined>();
  const socket = connect({ host, port, noDelay: true });
  socket.once('connect', () => resolve(socket));
  socket.once('error', () => resolve(undefined));
  return promise;
}

/** What the client sent, with its address in place of any that a stranger may have written. */
function headersOf(asked: IncomingMessage, before: BlockList, isUpgrade = false): string[] {
  const own = isUpgrade ? ['x-forwarded-for'] : ['x-forwarded-for', 'connection', 'keep-alive'];
  return [...without(asked.rawHeaders, ...own), 'X-Forwarded-For', addressesOf(asked, before)];
}

function addressesOf({ headers, socket }: IncomingMessage, before: BlockList): string {
  const address = socket.remoteAddress ?? '';
  const told = isWithin(before, address) ? [headers['x-forwarded-for'] ?? []].flat() : [];
  return [...told, address].join(', ');
}

function without(rawHeaders: readonly string[], ...names: string[]): string[] {
  const kept = [];
  for (let n = 0; n < rawHeaders.length; n += 2) {
    const [name = '', value = ''] = rawHeaders.slice(n, n + 2);
    if (!names.includes(name.toLowerCase())) kept.push(name, value);
  }
  return kept;
}
