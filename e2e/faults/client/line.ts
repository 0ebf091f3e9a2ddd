import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';
import { LiveEvent } from '@engawa/contract/live';
import { protocolVersion } from '@engawa/contract/protocol';
import type { Dice } from '../dice.ts';

/** Where a node is reached, and under which origin its pages live. */
export type Address = { address: string; origin: string };

/** What a line tells whoever holds it. */
export type Heard = {
  /** How far it has heard, asked whenever a connection is made. */
  cursors(): Record<string, number>;
  /** Greeted, with the answer to those cursors. */
  opened(resumed: unknown): void;
  lost(): void;
  event(event: LiveEvent): void;
  heads(heads: Record<string, number>): void;
  behind(): void;
  closed(scope: string): void;
};

const Heads = z.record(z.string(), z.number());
const GoAway = z.object({ delayMs: z.number() });
const Closed = z.object({ scope: z.string() });

export const Refusal = z.object({
  code: z.string(),
  retry: z.boolean(),
  retryAfterMs: z.number().optional(),
});
export const Answer = z.union([
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), error: Refusal }),
]);
export type Answer = z.infer<typeof Answer>;

const answerMs = 4000;
const openMs = 4000;
const pulseMs = 2000;

/** One person's socket: it finds a node, notices when it is dead, and comes back. */
export class Line {
  isOpen = false;
  readonly #addresses: readonly Address[];
  readonly #cookie: string;
  readonly #dice: Dice;
  readonly #heard: Heard;
  /** Kept for each node, so that whatever a socket remembers of its past is offered to the server again. */
  readonly #sockets = new Map<string, Socket>();
  #socket: Socket | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = true;
  #isHeld = false;

  constructor(addresses: readonly Address[], cookie: string, dice: Dice, heard: Heard) {
    this.#addresses = addresses;
    this.#cookie = cookie;
    this.#dice = dice;
    this.#heard = heard;
  }

  open(): void {
    this.#isHeld = false;
    if (!this.#isClosed && this.isOpen) return;
    this.#isClosed = false;
    this.#connect();
  }

  /** Once it is cut, it stays away until it is opened. */
  hold(): void {
    this.#isHeld = true;
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#socket?.disconnect();
    this.#left();
  }

  /** Gives the connection up and looks for another. */
  drop(): void {
    this.#socket?.disconnect();
    this.#left();
    this.#later(this.#dice.between(10, 150));
  }

  /** Asks the server; throws where no answer comes. */
  async ask(name: string, ...input: unknown[]): Promise<Answer> {
    if (!this.#socket || !this.isOpen) throw new Error('not connected');
    return Answer.parse(await this.#socket.timeout(answerMs).emitWithAck(name, ...input));
  }

  #connect(): void {
    if (this.#isHeld) return;
    const place = this.#dice.one(this.#addresses);
    const socket = this.#sockets.get(place.address) ?? this.#make(place);
    this.#socket = socket;
    socket.connect();
    this.#after(openMs, () => this.drop());
  }

  #make({ address, origin }: Address): Socket {
    const socket = io(address, {
      transports: ['websocket'],
      forceNew: true,
      autoConnect: false,
      reconnection: false,
      timeout: 3000,
      extraHeaders: { cookie: this.#cookie, origin },
      auth: (say) => say({ protocol: protocolVersion, cursors: this.#heard.cursors() }),
    });
    this.#sockets.set(address, socket);
    const on = (name: string, act: (told: unknown, more: unknown) => void) =>
      socket.on(name, (told: unknown, more: unknown) => {
        if (socket === this.#socket) act(told, more);
      });
    on('hello', (_told, resumed) => {
      this.isOpen = true;
      this.#pulse();
      this.#heard.opened(resumed);
    });
    on('connect_error', () => this.drop());
    on('disconnect', () => {
      if (!this.#isClosed) this.drop();
    });
    on('event', (told) => this.#heard.event(LiveEvent.parse(told)));
    on('heads', (told) => this.#heard.heads(Heads.parse(told)));
    on('behind', () => this.#heard.behind());
    on('scope:closed', (told) => this.#heard.closed(Closed.parse(told).scope));
    on('goaway', (told) => {
      socket.disconnect();
      this.#left();
      this.#later(GoAway.parse(told).delayMs);
    });
    return socket;
  }

  /** A connection that passes nothing looks like one where nothing happens: only asking tells. */
  #pulse(): void {
    this.#after(this.#dice.between(pulseMs / 2, pulseMs), () => {
      this.ask('live:heads').then(
        () => this.#pulse(),
        () => this.drop(),
      );
    });
  }

  #left(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#heard.lost();
  }

  #later(ms: number): void {
    this.#after(ms, () => this.#connect());
  }

  #after(ms: number, act: () => void): void {
    clearTimeout(this.#timer);
    if (!this.#isClosed) this.#timer = setTimeout(act, ms);
  }
}
