import type { Server as HttpServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Server as Engine } from 'engine.io';
import type { Logger } from 'pino';
import { protocolVersion } from '@engawa/contract/protocol';
import { Cursors, type Hello } from '@engawa/contract/live';
import type { Zone } from '@engawa/contract/labels';
import type { EventData, EventType } from '@engawa/contract/socket';
import { channelScope, orgScope, userScope } from '@engawa/contract/scopes';
import type { Clock } from '../clock.ts';
import type { Me } from '../me.ts';
import type { Metrics } from '../metrics.ts';
import { broadcast, tell } from './broadcast.ts';
import { noBus, type Bus } from './bus.ts';
import { catchUp, fillGap, type Followable, type ReadTail, type Replay } from './catch-up.ts';
import type { KeptEvent } from './kept.ts';
import { Stream, type ReadAfter, type StoredEvent } from './stream.ts';
import { Written } from './written.ts';
import {
  identityOf,
  makeSockets,
  openSockets,
  boundSocketsOf,
  slim,
  wireOf,
  type Gate,
  type LiveServer,
  type LiveSocket,
} from './sockets.ts';

export type LiveParts = {
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  readAfter: ReadAfter;
  readTail: ReadTail;
  /** The scopes a session may follow now: user: and org among them, or none once it has ended. */
  followable(me: Me): Promise<Followable[]>;
  /** Whether a label opens in a zone now. */
  opens(zone: Zone, label: string): boolean;
};

type Heard = (event: StoredEvent) => void;

const doubtMs = 15_000;
const goodbyeMs = 100;

/** Where a socket waits for its rights: what takes or gives one finds it there, and no event is sent there. */
const joiningRoom = (scope: string) => `joining ${scope}`;

/** The live side of one node: sockets, their rooms, and durable events in order. */
export class Live {
  readonly io: LiveServer;
  readonly stream: Stream;
  bus: Bus = noBus;
  readonly #engine: Engine;
  readonly #parts: LiveParts;
  readonly #replay: Replay;
  #doubtUntil = 0;
  #before = new Map<string, Heard[]>();
  #after = new Map<string, Heard[]>();
  #poked = new Map<string, (rest: string) => void>();
  #arrived: ((socket: LiveSocket) => void)[] = [];
  #spreadMs: (sockets: number) => number = () => 0;

  constructor(parts: LiveParts) {
    this.#parts = parts;
    const { io, engine } = makeSockets();
    this.io = io;
    this.#engine = engine;
    this.stream = new Stream(
      parts.readAfter,
      (event, kept) => this.#emit(event, kept),
      (error) => parts.log.warn({ err: error }, 'events could not be read; trying again'),
    );
    this.#replay = { stream: this.stream, readTail: parts.readTail, view: this.#view };
    io.sockets.adapter.on('delete-room', (room: string) => {
      // What every node must know of is followed even while nobody here does.
      if (room !== orgScope) this.stream.forget(room);
    });
    io.on('connection', (socket) => void this.#welcome(socket));
  }

  /** Lets a listener open sockets. */
  open(server: HttpServer, gate: Gate): void {
    this.#spreadMs = (sockets) => gate.admission.spreadMs(sockets);
    openSockets(server, this.#engine, gate);
  }

  /** Sends committed events to those who follow them here, and tells the other nodes. */
  readonly deliver = (events: StoredEvent[]): void => {
    this.stream.deliver(events);
    this.bus.poke(events.map((event) => event.scope));
  };

  /** Whether something may have been committed here that nobody could be told of. */
  get isInDoubt(): boolean {
    return performance.now() < this.#doubtUntil;
  }

  /**
   * The answer of the database was lost, so what it committed was not delivered. It may still commit for as
   * long as it works on a statement.
   */
  doubt(): void {
    this.#doubtUntil = performance.now() + doubtMs;
  }

  /** Runs `heard` right after the event of that type has left, before anything later in its scope does. */
  on<T extends EventType>(type: T, heard: (data: EventData<T>, event: StoredEvent) => void): void {
    this.#listen(this.#after, type, heard);
  }

  /** Runs `heard` right before the event of that type leaves. */
  before<T extends EventType>(type: T, heard: (data: EventData<T>, event: StoredEvent) => void): void {
    this.#listen(this.#before, type, heard);
  }

  /** Runs `heard` for pokes of that kind, from this node and from others: `<prefix><rest>` is no scope. */
  onPoke(prefix: string, heard: (rest: string) => void): void {
    this.#poked.set(prefix, heard);
  }

  /** Word from another node that a scope grew, or of another kind that a room listens for. */
  readonly heard = (poke: string): void => {
    for (const [prefix, heard] of this.#poked) {
      if (poke.startsWith(prefix)) {
        heard(poke.slice(prefix.length));
        return;
      }
    }
    this.stream.poke(poke);
  };

  /** Runs `arrived` for each new socket: where handlers are put on. */
  onSocket(arrived: (socket: LiveSocket) => void): void {
    this.#arrived.push(arrived);
  }

  /** The sockets in a room; in that of a person also those that are still joining. */
  socketsOf(room: string): LiveSocket[] {
    return [...this.#in(room), ...this.#in(joiningRoom(room))];
  }

  /** Takes a scope away from sockets at once. */
  evict(sockets: LiveSocket[], scope: string): void {
    for (const socket of sockets) {
      socket.data.turned?.set(scope, undefined);
      if (!socket.rooms.has(scope)) continue;
      void socket.leave(scope);
      socket.emit('scope:closed', { scope });
    }
  }

  /** Gives sockets a scope, whose newest seq was `seq`, at once. */
  letIn(sockets: LiveSocket[], scope: string, seq: number): void {
    this.stream.follow(scope, seq);
    for (const socket of sockets) {
      socket.data.turned?.set(scope, seq);
      void socket.join(scope);
    }
  }

  endSession(personId: string, sessionId: string): void {
    for (const socket of this.socketsOf(userScope(personId))) {
      if (socket.data.me.sessionId === sessionId) socket.disconnect(true);
    }
  }

  endPerson(personId: string): void {
    for (const socket of this.socketsOf(userScope(personId))) socket.disconnect(true);
  }

  /**
   * Joins a socket to everything it may follow, so that what is read afterwards leaves no hole. One after
   * the other for each socket: two at once could give back what was taken away between their reads.
   */
  follow(socket: LiveSocket): Promise<Followable[]> {
    const before = socket.data.following ?? Promise.resolve();
    const now = before.then(() => this.#join(socket));
    socket.data.following = now.then(
      () => {},
      () => {},
    );
    return now;
  }

  async #join(socket: LiveSocket): Promise<Followable[]> {
    // Rooms that a socket joins after its end are never left.
    if (!socket.connected) return [];
    const turned = (socket.data.turned = new Map<string, number | undefined>());
    const { me } = socket.data;
    const own = userScope(me.personId);
    // Not its own room yet: an event there is shown or not by rights that are still being read.
    if (!socket.rooms.has(own)) void socket.join(joiningRoom(own));
    const now = await this.#parts.followable(me);
    // The session ended between the handshake and here, where no event could tell this socket.
    if (now.length === 0) socket.disconnect(true);
    if (!socket.connected) return [];
    const followable = now.filter(({ scope }) => !turned.has(scope));
    for (const [scope, seq] of turned) if (seq !== undefined) followable.push({ scope, seq });
    for (const { scope, seq } of followable) this.stream.follow(scope, seq);
    void socket.join(followable.map(({ scope }) => scope));
    const kept = new Set(followable.map(({ scope }) => scope));
    for (const room of socket.rooms) {
      if ((room.startsWith('channel:') || room === orgScope) && !kept.has(room)) void socket.leave(room);
    }
    void socket.leave(joiningRoom(own));
    delete socket.data.turned;
    return followable;
  }

  /** Joins a socket to everything it may follow, and tells what its page missed of it. */
  async resume(socket: LiveSocket, cursors: Cursors): Promise<Written> {
    return catchUp(socket, await this.follow(socket), cursors, this.#replay);
  }

  /** What a socket misses in the middle of one scope. */
  fill(socket: LiveSocket, gap: { scope: string; after: number; upTo: number }): Promise<Written> {
    return fillGap(socket, gap, this.#replay);
  }

  /** Every socket joins and leaves what its person may follow now, and its page reads on. */
  followAgain(): void {
    for (const socket of this.io.sockets.sockets.values()) {
      this.follow(socket).then(
        () => socket.emit('behind'),
        () => socket.disconnect(true),
      );
    }
  }

  hello(me: Me): Hello {
    return {
      protocol: protocolVersion,
      personId: me.personId,
      sessionId: me.sessionId,
      zone: me.zone,
      spreadMs: this.#spreadMs(this.#engine.clientsCount),
      serverTime: this.#parts.clock.now().toISOString(),
    };
  }

  /** Tells every page to come back later, spread over the time that admitting them takes. */
  sendAway(): void {
    const spread = Math.max(500, this.#spreadMs(this.#engine.clientsCount));
    for (const socket of this.io.sockets.sockets.values()) {
      socket.emit('goaway', { delayMs: Math.round(Math.random() * spread) });
    }
  }

  async close(): Promise<void> {
    this.stream.close();
    const wires = [...this.io.sockets.sockets.values()].map(wireOf);
    this.io.disconnectSockets(true);
    this.#engine.close();
    // Whoever takes nothing does not hear of it: what still waits to leave would keep the connection open.
    await pause(goodbyeMs);
    for (const wire of wires) wire?.terminate();
    await this.bus.close();
  }

  async #welcome(socket: LiveSocket): Promise<void> {
    const me = identityOf(socket.request);
    const { protocol, cursors }: Record<string, unknown> = socket.handshake.auth;
    if (!me) {
      socket.disconnect(true);
      return;
    }
    socket.data.me = me;
    slim(socket);
    this.#parts.metrics.sockets.set(this.#engine.clientsCount);
    socket.on('disconnect', () => this.#parts.metrics.sockets.set(this.#engine.clientsCount));
    if (protocol !== protocolVersion) {
      socket.emit('old-page', { protocol: protocolVersion });
    }
    for (const arrived of this.#arrived) arrived(socket);
    try {
      // A page that comes back says in the handshake how far it has heard: one way there and back less.
      const known = Cursors.safeParse(cursors);
      const resumed = known.success ? [await this.resume(socket, known.data)] : [];
      if (!known.success) await this.follow(socket);
      boundSocketsOf(this.io, userScope(me.personId));
      tell(socket, 'hello', this.hello(me), ...resumed);
    } catch (error) {
      this.#parts.log.warn({ err: error }, 'a socket could not join');
      socket.disconnect(true);
    }
  }

  #in(room: string): LiveSocket[] {
    const ids = this.io.sockets.adapter.rooms.get(room) ?? new Set<string>();
    return [...ids].flatMap((id) => this.io.sockets.sockets.get(id) ?? []);
  }

  #listen<T extends EventType>(
    table: Map<string, Heard[]>,
    type: T,
    heard: (data: EventData<T>, event: StoredEvent) => void,
  ): void {
    const all = table.get(type) ?? [];
    // The contract ties a type to the shape of its data; publish only takes matching pairs.
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the contract ties a type to the shape of its data
    all.push((event) => heard(event.data as EventData<T>, event));
    table.set(type, all);
  }

  #emit(event: StoredEvent, kept: KeptEvent): void {
    this.#parts.metrics.events.inc();
    const { scope, type } = event;
    for (const heard of this.#before.get(type) ?? []) heard(event);
    if (!scope.startsWith('user:')) broadcast(this.io, scope, 'event', kept.written);
    else
      for (const socket of this.#in(scope)) {
        // One that is held back stays in its own scope, but hears of it when it resumes, with its rights back.
        if (socket.data.behindSince !== undefined) continue;
        tell(socket, 'event', new Written(this.#view(kept, scope, socket)));
      }
    for (const heard of this.#after.get(type) ?? []) heard(event);
  }

  /**
   * The event as a socket may see it. One in a user scope that speaks of a channel, or of something labelled,
   * is only seen where that may be opened; elsewhere its place stays, so that no gap opens.
   */
  readonly #view = (event: KeptEvent, scope: string, socket: LiveSocket): string => {
    const { channelId, label, seq, written } = event;
    const maySee =
      (channelId === null || socket.rooms.has(channelScope(channelId))) &&
      (label === null || this.#parts.opens(socket.data.me.zone, label));
    return maySee ? written.json : JSON.stringify({ scope, seq, type: 'unseen', data: {} });
  };
}
