import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { MediaAdmission } from '@engawa/contract/media';

type Options = {
  origin: string;
  cookie: string;
  path?: string;
  from?: string;
  /** What it asks LiveKit besides. */
  asked?: Record<string, string>;
};

/** The signalling half of a page in a room: enough to be let in, seen there, and thrown out. */
export class MediaPage {
  readonly #socket: WebSocket;
  readonly #began = performance.now();
  /** What LiveKit said first, as text: addresses in it are plain. */
  first = '';
  /** The status that refused it, or 101. */
  status = 0;
  closed = false;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (bytes) => (this.first ||= String(bytes)));
    socket.on('close', () => (this.closed = true));
    socket.on('error', () => {});
  }

  /** Goes where an admission leads, and waits until it is in or refused. */
  static async open({ url, token }: MediaAdmission, options: Options): Promise<MediaPage> {
    const { origin, cookie, path = '/rtc', from = origin, asked } = options;
    const query = new URLSearchParams({
      access_token: token,
      sdk: 'js',
      protocol: '15',
      auto_subscribe: '1',
      ...asked,
    });
    const socket = new WebSocket(`${origin.replace('http', 'ws')}${url}${path}?${query}`, {
      headers: { cookie, origin: from },
    });
    const page = new MediaPage(socket);
    const { promise, resolve } = Promise.withResolvers<void>();
    socket.on('upgrade', () => (page.status = 101));
    socket.on('unexpected-response', (_request, response) => {
      page.status = response.statusCode ?? 0;
      socket.terminate();
      resolve();
    });
    socket.on('message', () => resolve());
    socket.on('close', () => resolve());
    await promise;
    return page;
  }

  /** Waits until it was cut, and answers after how many milliseconds from `since`. */
  async cut(since: number, withinMs: number): Promise<number> {
    while (!this.closed) {
      if (performance.now() - since > withinMs) throw new Error(`not cut within ${withinMs} ms`);
      await pause(5);
    }
    return performance.now() - Math.max(since, this.#began);
  }

  /** Says nothing more, and does not even answer whether it is there. */
  fallSilent(): void {
    this.#socket.pause();
  }

  close(): void {
    this.#socket.terminate();
  }
}
