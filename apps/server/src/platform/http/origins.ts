import type { Listener } from '../../listen.ts';

/** The exact origins that our own pages have; everything else is foreign. */
export class Origins {
  readonly #own: Set<string>;

  constructor(listeners: readonly Listener[], more: readonly string[]) {
    this.#own = new Set(more);
    for (const { host, port, tls } of listeners) {
      const scheme = tls ? 'https' : 'http';
      const names = host === '127.0.0.1' || host === '::1' ? ['127.0.0.1', 'localhost', '[::1]'] : [host];
      for (const name of names) this.#own.add(new URL(`${scheme}://${name}:${port}`).origin);
    }
  }

  isOwn(origin: string | undefined): boolean {
    return origin !== undefined && this.#own.has(origin);
  }
}
