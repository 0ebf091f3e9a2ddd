import type { Server as HttpServer } from 'node:http';
import type { Server as Engine } from 'engine.io';
import type { Logger } from 'pino';
import { protocolVersion } from '@engawa/contract/protocol';
import type { Hello, LiveEvent } from '@engawa/contract/live';
import type { EventData, EventType } from '@engawa/contract/socket';
import { orgScope, userScope } from '@engawa/contract/scopes';
import type { Clock } from '../clock.ts';
import type { Me } from '../me.ts';
import type { Metrics } from '../metrics.ts';
import type { Zone } from '@engawa/contract/labels';
import { noBus, type Bus } from './bus.ts';
import { Stream, type ReadAfter, type StoredEvent } from './stream.ts';
import { identityOf, makeSockets, openSockets, boundSocketsOf, slim, type Gate, type LiveServer, type LiveSocket } from './sockets.ts';

/** A scope that a person may follow in a zone, with its newest seq. */
export type Followable = { scope: string; seq: number };

export type LiveParts = {
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  readAfter: ReadAfter;
  /** The scopes somebody may follow now; user: and org are always among them. */
  followable(me: Me): Promise<Followable[]>;
  /** Whether the event, guarded by a channel's label, may be seen in a zone. */
  maySee(event: StoredEvent, zone: Zone): boolean;
};

type Heard = (event: StoredEvent, live: Live) => void;

/** The live side of one node: sockets, their rooms, and durable events in order. */
export class Live {
  readonly io: LiveServer;
  readonly stream: Stream;
  bus: Bus = noBus;
  readonly #engine: Engine;
  readonly #parts: LiveParts;
  #heard = new Map<string, Heard[]>();
  #arrived: ((socket: LiveSocket) => void)[] = [];
  #spreadMs: (sockets: number) => number = () => 0;

  constructor(parts: LiveParts) {
    this.#parts = parts;
    const { io, engine } = makeSockets();
    this.io = io;
    this.#engine = engine;
    this.stream = new Stream(
      parts.readAfter,
      (event) => this.#emit(event),
      (error) => parts.log.warn({ err: error }, 'events could not be read; trying again'),
    );
    io.sockets.adapter.on('delete-room', (room: string) => this.stream.forget(room));
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

  /** Runs `heard` as the event of that type leaves, before anything later in its scope does. */
  on<T extends EventType>(type: T, heard: (data: EventData<T>, event: StoredEvent) => void): void {
    const all = this.#heard.get(type) ?? [];
    // The contract ties a type to the shape of its data; publish only takes matching pairs.
    all.push((event) => heard(event.data as EventData<T>, event));
    this.#heard.set(type, all);
  }

  /** Runs `arrived` for each new socket: where handlers are put on. */
  onSocket(arrived: (socket: LiveSocket) => void): void {
    this.#arrived.push(arrived);
  }

  socketsOf(room: string): LiveSocket[] {
    const ids = this.io.sockets.adapter.rooms.get(room) ?? new Set<string>();
    return [...ids].flatMap((id) => this.io.sockets.sockets.get(id) ?? []);
  }

  /** Takes a scope away from sockets at once. */
  evict(sockets: LiveSocket[], scope: string): void {
    for (const socket of sockets) {
      socket.data.lost?.add(scope);
      if (!socket.rooms.has(scope)) continue;
      void socket.leave(scope);
      socket.emit('scope:closed', { scope });
    }
  }

  endSession(personId: string, sessionId: string): void {
    for (const socket of this.socketsOf(userScope(personId))) {
      if (socket.data.me.sessionId === sessionId) socket.disconnect(true);
    }
  }

  endPerson(personId: string): void {
    this.io.in(userScope(personId)).disconnectSockets(true);
  }

  /** Joins a socket to everything it may follow, so that what is read afterwards leaves no hole. */
  async follow(socket: LiveSocket): Promise<Followable[]> {
    const lost = (socket.data.lost = new Set<string>());
    const { me } = socket.data;
    await socket.join(userScope(me.personId));
    const followable = (await this.#parts.followable(me)).filter(({ scope }) => !lost.has(scope));
    for (const { scope, seq } of followable) this.stream.follow(scope, seq);
    await socket.join(followable.map(({ scope }) => scope));
    const kept = new Set(followable.map(({ scope }) => scope));
    for (const room of socket.rooms) {
      if ((room.startsWith('channel:') || room === orgScope) && !kept.has(room)) void socket.leave(room);
    }
    delete socket.data.lost;
    return followable;
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
    this.io.disconnectSockets(true);
    this.#engine.close();
    await this.bus.close();
  }

  async #welcome(socket: LiveSocket): Promise<void> {
    const me = identityOf(socket.request);
    const told: unknown = socket.handshake.auth.protocol;
    if (!me) {
      socket.disconnect(true);
      return;
    }
    socket.data.me = me;
    slim(socket);
    this.#parts.metrics.sockets.set(this.#engine.clientsCount);
    socket.on('disconnect', () => this.#parts.metrics.sockets.set(this.#engine.clientsCount));
    if (told !== protocolVersion) {
      socket.emit('old-page', { protocol: protocolVersion });
    }
    for (const arrived of this.#arrived) arrived(socket);
    try {
      await this.follow(socket);
      boundSocketsOf(this.io, userScope(me.personId));
      socket.emit('hello', this.hello(me));
    } catch (error) {
      this.#parts.log.warn({ err: error }, 'a socket could not join');
      socket.disconnect(true);
    }
  }

  #emit(event: StoredEvent): void {
    this.#parts.metrics.events.inc();
    const { channelId, ...told } = event;
    if (channelId === null) this.io.to(event.scope).emit('event', told);
    else for (const socket of this.socketsOf(event.scope)) socket.emit('event', this.present(event, socket.data.me.zone));
    for (const heard of this.#heard.get(event.type) ?? []) heard(event, this);
  }

  /** The event as a zone may see it: its place in the scope stays, so that no gap opens. */
  present(event: StoredEvent, zone: Zone): LiveEvent {
    const { channelId, ...told } = event;
    return channelId === null || this.#parts.maySee(event, zone) ? told : { ...told, type: 'unseen', data: {} };
  }
}
