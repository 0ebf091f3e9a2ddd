import { connect, createServer, type Server, type Socket } from 'node:net';

/** up: towards the server behind the door; down: towards whoever came in. */
export type Way = 'up' | 'down';

/** Looks at bytes on their way and answers what goes on; nothing where they are swallowed. */
export type Guard = (way: Way, bytes: Buffer, link: Link) => Buffer;

/** One connection through a door. */
export class Link {
  readonly near: Socket;
  readonly far: Socket;
  readonly held = new Set<Way>();
  /** Where a guard keeps what it knows of this connection. */
  readonly memory = new Map<Way, object>();

  constructor(near: Socket, far: Socket) {
    this.near = near;
    this.far = far;
  }

  from(way: Way): Socket {
    return way === 'up' ? this.near : this.far;
  }

  hold(...ways: Way[]): void {
    for (const way of ways) {
      this.held.add(way);
      this.from(way).pause();
    }
  }

  release(): void {
    this.held.clear();
    this.near.resume();
    this.far.resume();
  }

  cut(): void {
    this.near.resetAndDestroy();
    this.far.resetAndDestroy();
  }
}

/** A TCP proxy that can be shut, cut, stalled, and looked through. */
export class Door {
  readonly links = new Set<Link>();
  guard: Guard | undefined;
  readonly #server: Server;
  readonly #target: number;
  #isShut = false;
  #isStalled = false;

  constructor(target: number) {
    this.#target = target;
    this.#server = createServer({ noDelay: true }, (near) => this.#enter(near));
  }

  async listen(port: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#server.once('error', reject).listen(port, '127.0.0.1', resolve);
    await promise;
  }

  /** Ends every connection as a broken cable or a rebooted switch does. */
  cut(): void {
    for (const link of this.links) link.cut();
  }

  shut(): void {
    this.#isShut = true;
    this.cut();
  }

  /** Nothing passes either way, and nobody is told: a half-open connection. */
  stall(): void {
    this.#isStalled = true;
    for (const link of this.links) link.hold('up', 'down');
  }

  /** The connections of this moment never pass anything again; later ones do. */
  freeze(): void {
    for (const link of this.links) {
      link.hold('up', 'down');
      this.links.delete(link);
      setTimeout(() => link.cut(), 40_000).unref();
    }
  }

  heal(): void {
    this.#isShut = false;
    this.#isStalled = false;
    this.guard = undefined;
    for (const link of this.links) link.release();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #enter(near: Socket): void {
    if (this.#isShut) {
      near.resetAndDestroy();
      return;
    }
    const far = connect({ port: this.#target, host: '127.0.0.1', noDelay: true });
    const link = new Link(near, far);
    this.links.add(link);
    for (const way of ['up', 'down'] as const) this.#pipe(link, way);
    if (this.#isStalled) link.hold('up', 'down');
  }

  #pipe(link: Link, way: Way): void {
    const from = link.from(way);
    const to = link.from(way === 'up' ? 'down' : 'up');
    from.on('data', (bytes: Buffer) => {
      const passed = this.guard ? this.guard(way, bytes, link) : bytes;
      if (passed.length === 0 || to.destroyed || to.write(passed)) return;
      from.pause();
      to.once('drain', () => {
        if (!link.held.has(way)) from.resume();
      });
    });
    from.on('end', () => to.end());
    from.on('error', () => link.cut());
    from.on('close', () => {
      this.links.delete(link);
      to.destroy();
    });
  }
}
