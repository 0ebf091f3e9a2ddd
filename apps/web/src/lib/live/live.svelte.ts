import { protocolVersion } from '@engawa/contract/protocol';
import type {
  Answer,
  Cursors,
  Greeting,
  Hello,
  LiveEvent,
  ReadCounts,
  Resumed,
  Typing,
} from '@engawa/contract/live';
import type { Standing } from '@engawa/contract/presence';
import type { Welcome } from '@engawa/contract/sessions';
import type { CommandInput, CommandName, CommandOutput } from '@engawa/contract/socket';
import { io, type Socket } from 'socket.io-client';
import { asAnswer } from './answer.ts';
import { backoff } from './backoff.ts';
import { newClientId } from './client-id.ts';
import { post, read } from './rest.ts';
import { Scopes, type FillAnswer, type ScopeListener } from './scopes.ts';

const patience = 10_000;
const tellPatience = 3000;

/** What comes and goes without being kept. */
export type Passing = { typing: Typing; presence: Standing[]; 'read:counts': ReadCounts };

export type Connection = 'connecting' | 'connected' | 'cut';

/** The one socket of this page: commands, events in order, catching up, coming back. */
export class Live {
  #connection = $state<Connection>('connecting');
  #outdated = $state(false);
  #ended = $state(false);
  #scopes: Scopes;
  #socket: Socket;
  #passing = new EventTarget();
  #attempt = 0;
  #spreadMs = 1000;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #left = new AbortController();
  readonly #personId: string | undefined;

  /** `personId` is whose page this is; another person's session is not used from it. */
  constructor(cursors: Cursors, personId?: string, url?: string) {
    this.#personId = personId;
    this.#scopes = new Scopes({
      resume: (cursors) => this.#ask<Resumed>('live:resume', { cursors }),
      fill: (input) => this.#ask<FillAnswer>('live:fill', input),
    });
    for (const [scope, seq] of Object.entries(cursors)) this.#scopes.follow(scope, seq);
    const options = {
      transports: ['websocket'],
      auth: (say: (greeting: Greeting) => void) =>
        say({ protocol: protocolVersion, cursors: this.#scopes.greet() }),
      reconnection: false,
      autoConnect: false,
    };
    this.#socket = url ? io(url, options) : io(options);
    this.#hear();
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** The server speaks a newer protocol: finish what is unsent, then load the page again. */
  get isOutdated(): boolean {
    return this.#outdated;
  }

  /** The session is over; nothing is sent or heard any more. */
  get hasEnded(): boolean {
    return this.#ended;
  }

  connect(): void {
    clearTimeout(this.#timer);
    if (!this.#left.signal.aborted && !this.#ended && !this.#socket.active) this.#socket.connect();
  }

  leave(): void {
    this.#left.abort();
    clearTimeout(this.#timer);
    this.#socket.disconnect();
  }

  /** Runs a command; silence on the socket is asked again over REST with the same client id. */
  async command<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Answer<CommandOutput<N>>> {
    if (this.#socket.connected) {
      try {
        const wire: unknown = await this.#socket.timeout(patience).emitWithAck('command', name, input);
        return this.#noted(asAnswer<CommandOutput<N>>(wire));
      } catch {
        // No answer: the outcome is unknown, and the same client id settles it over REST.
      }
    }
    return this.#noted(
      await post<CommandOutput<N>>(`/api/commands/${name}`, input, { personId: this.#personId }),
    );
  }

  /** Runs a command under a client id of its own. */
  run<N extends CommandName>(
    name: N,
    input: Omit<CommandInput<N>, 'clientId'>,
  ): Promise<Answer<CommandOutput<N>>> {
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- Omit undone, for an open N
    return this.command(name, { ...input, clientId: newClientId() } as CommandInput<N>);
  }

  /** Begins to follow a scope, from `have` on. */
  follow(scope: string, have: number): void {
    this.#scopes.follow(scope, have);
    if (this.#connection === 'connected') void this.#scopes.resume([scope]);
  }

  unfollow(scope: string): void {
    this.#scopes.leave(scope);
  }

  subscribe(scope: string, listener: ScopeListener): () => void {
    return this.#scopes.listen(scope, listener);
  }

  /** How far the events of a scope have been heard. */
  have(scope: string): number | undefined {
    return this.#scopes.have(scope);
  }

  /** Hears what is never stored; the newest counts. */
  on<K extends keyof Passing>(name: K, listener: (news: Passing[K]) => void): () => void {
    const heard = (event: Event) => {
      if (event instanceof CustomEvent) listener(event.detail);
    };
    this.#passing.addEventListener(name, heard);
    return () => this.#passing.removeEventListener(name, heard);
  }

  /** Tells each time the line is there again and everything missed has been heard. */
  onup(listener: () => void): () => void {
    this.#passing.addEventListener('up', listener);
    return () => this.#passing.removeEventListener('up', listener);
  }

  /** Says something that nobody answers and that may get lost. */
  say(name: 'typing', what: unknown): void {
    if (this.#socket.connected) this.#socket.volatile.emit(name, what);
  }

  /** Says what the server keeps for as long as this line stands; false where it was not taken. */
  async tell(name: 'presence:watch', what: unknown): Promise<boolean> {
    if (!this.#socket.connected) return false;
    try {
      const isTaken: unknown = await this.#socket.timeout(tellPatience).emitWithAck(name, what);
      return isTaken === true;
    } catch {
      return false;
    }
  }

  #hear(): void {
    const socket = this.#socket;
    socket.on('hello', (hello: Hello, resumed?: Resumed) => void this.#welcome(hello, resumed));
    socket.on('event', (event: LiveEvent) => this.#scopes.receive(event));
    socket.on('heads', (heads: Cursors) => this.#scopes.compare(heads));
    socket.on('behind', () => void this.#catchUp());
    socket.on('scope:closed', ({ scope }: { scope: string }) => this.#scopes.close(scope));
    socket.on('goaway', ({ delayMs }: { delayMs: number }) => this.#comeBackIn(delayMs));
    socket.on('disconnect', (reason) => this.#cut(reason === 'io server disconnect'));
    socket.on('connect_error', () => void this.#noDoor());
    socket.on('old-page', () => (this.#outdated = true));
    for (const name of ['typing', 'presence', 'read:counts'] satisfies (keyof Passing)[]) {
      socket.on(name, (detail: unknown) => this.#passing.dispatchEvent(new CustomEvent(name, { detail })));
    }
    const { signal } = this.#left;
    globalThis.addEventListener?.('online', () => this.connect(), { signal });
    globalThis.addEventListener?.('focus', () => void this.#checkHeads(), { signal });
    globalThis.document?.addEventListener(
      'visibilitychange',
      () => document.visibilityState === 'visible' && void this.#checkHeads(),
      { signal },
    );
  }

  async #welcome(hello: Hello, resumed: Resumed | undefined): Promise<void> {
    if (this.#personId !== undefined && hello.personId !== this.#personId) return this.#end();
    this.#spreadMs = hello.spreadMs;
    if (!(await this.#catchUp(resumed))) return;
    this.#attempt = 0;
    this.#connection = 'connected';
    this.#passing.dispatchEvent(new Event('up'));
  }

  /** Hears what was missed; where no answer comes, the line is opened again. */
  async #catchUp(resumed?: Resumed): Promise<boolean> {
    const socketId = this.#socket.id;
    const isWhole = await this.#scopes.resume(undefined, resumed);
    if (!isWhole && this.#socket.id === socketId) this.#startAnew();
    return isWhole;
  }

  /** Somebody else signed in at this browser, or nobody is any more. */
  #end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#socket.disconnect();
    this.#connection = 'cut';
  }

  /** A socket that looks open may be dead: what it does not answer is opened again. */
  async #checkHeads(): Promise<void> {
    if (this.#connection !== 'connected') return this.connect();
    const heads = await this.#ask<Cursors>('live:heads');
    if (heads) this.#scopes.compare(heads);
    else if (this.#connection === 'connected') this.#startAnew();
  }

  #startAnew(): void {
    this.#socket.disconnect();
    this.#connection = 'cut';
    this.#comeBackIn(Math.random() * this.#spreadMs);
  }

  #cut(byServer: boolean): void {
    if (this.#left.signal.aborted) return;
    // Until it is told, the socket takes itself for one that is still connecting.
    this.#socket.disconnect();
    this.#scopes.letGo();
    this.#connection = 'cut';
    this.#comeBackIn(byServer ? backoff(1) : Math.random() * this.#spreadMs);
  }

  /** A browser does not say why a socket was refused, so the page asks whether it is still signed in. */
  async #noDoor(): Promise<void> {
    this.#socket.disconnect();
    if (this.#connection !== 'connecting' || this.#attempt > 0) this.#connection = 'cut';
    const attempt = this.#attempt++;
    const welcome = await read<Welcome>('/api/welcome');
    if (welcome.ok && !welcome.data.signedIn) this.#ended = true;
    // The line may have come back while this was asked.
    if (!this.#socket.active) this.#comeBackIn(backoff(attempt));
  }

  #comeBackIn(ms: number): void {
    if (this.#left.signal.aborted || this.#ended) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      // Leaving sets another timer, which connecting takes back.
      this.#socket.disconnect();
      this.connect();
    }, ms);
  }

  #noted<T>(answer: Answer<T>): Answer<T> {
    if (answer.ok) return answer;
    if (answer.error.code === 'old_page') this.#outdated = true;
    if (answer.error.code === 'session_ended' || answer.error.code === 'not_signed_in') {
      this.#ended = true;
      clearTimeout(this.#timer);
    }
    return answer;
  }

  async #ask<T>(name: string, ...input: unknown[]): Promise<T | undefined> {
    if (!this.#socket.connected) return undefined;
    try {
      const wire: unknown = await this.#socket.timeout(patience).emitWithAck(name, ...input);
      const answer = asAnswer<T>(wire);
      return answer.ok ? answer.data : undefined;
    } catch {
      return undefined;
    }
  }
}
