import { io, type Socket } from 'socket.io-client';
import type { Answer, Cursors, Hello, LiveEvent, Resumed } from '@engawa/contract/live';
import { protocolVersion } from '@engawa/contract/protocol';
import type { CommandInput, CommandName, CommandOutput } from '@engawa/contract/socket';
import { newId } from '@engawa/db/id';

type Unsent<N extends CommandName> = Omit<CommandInput<N>, 'clientId'> & { clientId?: string };

/** A test's own way to talk to the server: it shares nothing with the client that people use. */
export class Colleague {
  readonly socket: Socket;
  readonly hello: Promise<Hello>;
  readonly events: LiveEvent[] = [];
  readonly closedScopes: string[] = [];
  readonly personId: string;
  readonly #origin: string;
  readonly #cookie: string;

  constructor(origin: string, cookie: string, personId: string) {
    this.#origin = origin;
    this.#cookie = cookie;
    this.personId = personId;
    this.socket = io(origin, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie, origin },
      auth: { protocol: protocolVersion },
    });
    this.socket.on('event', (event: LiveEvent) => this.events.push(event));
    this.socket.on('scope:closed', ({ scope }: { scope: string }) => this.closedScopes.push(scope));
    this.hello = new Promise((resolve, reject) => {
      this.socket.once('hello', resolve);
      this.socket.once('connect_error', reject);
    });
  }

  async answer<N extends CommandName>(name: N, input: Unsent<N>): Promise<Answer<CommandOutput<N>>> {
    const asked = { clientId: newId(), ...input };
    return this.#patiently(() => this.socket.timeout(8000).emitWithAck('command', name, asked));
  }

  /** Runs a command that is expected to succeed. */
  async command<N extends CommandName>(name: N, input: Unsent<N>): Promise<CommandOutput<N>> {
    const answer = await this.answer(name, input);
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
    return answer.data;
  }

  async resume(cursors: Cursors): Promise<Resumed> {
    const answer: Answer<Resumed> = await this.#patiently(() =>
      this.socket.timeout(8000).emitWithAck('live:resume', { cursors }),
    );
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    return answer.data;
  }

  /** Waits for the first event that fits, those already here included. */
  async event(type: string, fits: (event: LiveEvent) => boolean = () => true): Promise<LiveEvent> {
    const found = () => this.events.find((event) => event.type === type && fits(event));
    const already = found();
    if (already) return already;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.socket.off('event', look);
        reject(new Error(`no ${type} came; there were ${this.events.map((e) => e.type).join(', ')}`));
      }, 5000);
      const look = () => {
        const event = found();
        if (!event) return;
        clearTimeout(timer);
        this.socket.off('event', look);
        resolve(event);
      };
      this.socket.on('event', look);
    });
  }

  /** Everything committed before this moment has arrived once it answers. */
  async settle(): Promise<void> {
    await this.socket.timeout(8000).emitWithAck('live:heads');
  }

  async get<T>(path: string): Promise<{ status: number; data: T }> {
    const response = await fetch(this.#origin + path, { headers: { cookie: this.#cookie } });
    // Tests say what shape they expect.
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- a test says what shape it expects
    return { status: response.status, data: (await response.json()) as T };
  }

  async post<T>(path: string, body: unknown): Promise<{ status: number; data: T }> {
    const response = await fetch(this.#origin + path, {
      method: 'POST',
      headers: { cookie: this.#cookie, origin: this.#origin, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- a test says what shape it expects
    return { status: response.status, data: (await response.json()) as T };
  }

  /** A test types faster than any person: it waits where a page would wait too. */
  async #patiently<T>(ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
    for (;;) {
      const answer = await ask();
      if (answer.ok || answer.error.code !== 'too_many_requests') return answer;
      await new Promise((resolve) => setTimeout(resolve, answer.error.retryAfterMs ?? 1000));
    }
  }

  close(): void {
    this.socket.disconnect();
  }
}
