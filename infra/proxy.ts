import { connect, createServer, type Server, type Socket } from 'node:net';

/** An address of this machine. */
export type Address = { host: string; port: number };

/** A small proxy that spreads connections over nodes and passes the bytes on untouched. */
export class Proxy {
  readonly #nodes: Address[];
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  #turn = 0;

  constructor(nodes: Address[]) {
    this.#nodes = nodes;
    this.#server = createServer({ pauseOnConnect: true }, (client) => {
      this.#keep(client);
      this.#turn += 1;
      this.#pass(client, this.#turn, this.#nodes.length);
    });
  }

  /** Begins to listen. */
  listen({ host, port }: Address): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#server.once('error', reject);
    this.#server.listen({ host, port }, resolve);
    return promise;
  }

  /** Cuts everything. */
  close(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => resolve());
    for (const socket of this.#open) socket.destroy();
    return promise;
  }

  /** A node that does not take the connection is passed over. */
  #pass(client: Socket, turn: number, left: number): void {
    const node = this.#nodes[turn % this.#nodes.length];
    if (!node || !left) return void client.destroy();
    const upstream = connect(node.port, node.host);
    this.#keep(upstream);
    let connected = false;
    upstream.once('connect', () => {
      connected = true;
      upstream.setNoDelay(true);
      client.setNoDelay(true);
      client.pipe(upstream).pipe(client);
    });
    upstream.once('close', () => {
      if (connected) client.destroy();
      else this.#pass(client, turn + 1, left - 1);
    });
    client.once('close', () => upstream.destroy());
  }

  #keep(socket: Socket): void {
    this.#open.add(socket);
    // Cut connections are what a proxy is for; `close` follows and settles the pair.
    socket.on('error', () => {});
    socket.once('close', () => this.#open.delete(socket));
  }
}
