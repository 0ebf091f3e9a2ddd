import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { LiveEvent } from '@engawa/contract/live';
import type { Dice } from '../dice.ts';
import type { DeliveryRecord } from '../record.ts';
import { Line, type Address, type Answer } from './line.ts';
import { Outbox, type Row } from './outbox.ts';
import { Rest } from './rest.ts';
import { ChannelView, SeenMessage, View } from './view.ts';

const Resumed = z.object({
  scopes: z.record(
    z.string(),
    z.object({
      head: z.number(),
      events: z.array(LiveEvent),
      limited: z.boolean(),
      more: z.literal(true).optional(),
    }),
  ),
});
const Filled = z.object({ events: z.array(LiveEvent), limited: z.boolean() });
const Page = z.object({ seq: z.number(), headNo: z.number(), messages: z.array(SeenMessage) });
const Start = z.object({ cursors: z.record(z.string(), z.number()) });
const Joined = z.object({ id: z.string(), seq: z.number() });
const Left = z.object({ channelId: z.string() });
const ReadMoved = z.object({ channelId: z.string(), readNo: z.number(), unreadFrom: z.number().nullable() });

const fillAfterMs = 100;
const fillAgainMs = 400;

export type Seat = {
  personId: string;
  name: string;
  zone: string;
  cookie: string;
  addresses: readonly Address[];
};

/** What reached a clerk of one scope, whatever way it came. */
export type Receipt = LiveEvent & { at: number };

/** One person at one device, with a client written for this checker alone. */
export class Clerk {
  readonly seat: Seat;
  readonly views = new Map<string, View>();
  readonly outbox: Outbox;
  receipts: Receipt[] = [];
  /** Sends by plain requests even while a socket is there. */
  prefersRest = false;
  readonly rest: Rest;
  readonly #line: Line;
  readonly #record: DeliveryRecord;
  readonly #dice: Dice;
  readonly #onTheWire = new Map<string, number>();
  readonly #readMarks = new Map<string, number>();
  readonly #filling = new Set<string>();
  #hasResumed = false;
  #isClosed = false;

  constructor(seat: Seat, record: DeliveryRecord, dice: Dice) {
    this.seat = seat;
    this.#record = record;
    this.#dice = dice;
    this.rest = new Rest(seat.addresses, seat.cookie, dice.split());
    this.#line = new Line(seat.addresses, seat.cookie, dice.split(), {
      cursors: () => this.#cursors,
      opened: (resumed) => this.#catchUp(resumed),
      lost: () => this.#lost(),
      event: (event) => this.#hear(event),
      heads: (heads) => this.#compare(heads),
      behind: () => void this.#resume(),
      closed: (scope) => this.#close(scope),
    });
    this.outbox = new Outbox((row) => this.#send(row), record, dice.split());
  }

  get isCaughtUp(): boolean {
    return this.#hasResumed && this.channels.every((view) => !view.isRereading);
  }

  get channels(): ChannelView[] {
    return [...this.views.values()]
      .filter((view) => view instanceof ChannelView)
      .filter((view) => !view.isClosed);
  }

  /** Opens the page: reads where everything stands, then goes live. */
  async open(): Promise<void> {
    const start = Start.parse(await this.#patiently(() => this.rest.read('/api/start')));
    for (const [scope, seq] of Object.entries(start.cursors)) this.#view(scope, seq);
    await Promise.all(this.channels.map((view) => this.#reread(view)));
    this.#line.open();
  }

  /** Away from the network; the outbox goes on trying. */
  leave(): void {
    this.#line.close();
  }

  /** The cable is out, and stays out: the page itself goes on. */
  stayAway(): void {
    this.#line.hold();
  }

  reconnect(): void {
    this.#line.drop();
  }

  comeBack(): void {
    this.#line.open();
  }

  /** The page is gone; what was in its outbox is on the disk. */
  close(): Row[] {
    this.#isClosed = true;
    this.#line.close();
    this.outbox.close();
    return this.outbox.rows;
  }

  command(name: string, input: object): Promise<Answer> {
    return this.#line.ask('command', name, input);
  }

  /** Raises the read mark of a channel to what is on screen. */
  markRead(view: ChannelView, no: number): void {
    const input = { clientId: this.#dice.uuid(), channelId: view.channelId, no };
    this.command('read:mark', input).catch(() => {});
  }

  async #send(row: Row): Promise<Answer> {
    if (this.#line.isOpen && !this.prefersRest) return this.command('message:send', row);
    return this.rest.command('message:send', row);
  }

  get #cursors(): Record<string, number> {
    const open = [...this.views.values()].filter((view) => !view.isClosed);
    return Object.fromEntries(open.map((view) => [view.scope, view.have]));
  }

  async #resume(): Promise<void> {
    this.#hasResumed = false;
    const answer = await this.#line.ask('live:resume', { cursors: this.#cursors }).catch(() => undefined);
    if (answer?.ok) this.#catchUp(answer.data);
    else if (this.#line.isOpen) this.#line.drop();
  }

  #catchUp(resumed: unknown): void {
    const { scopes } = Resumed.parse(resumed);
    for (const view of this.views.values()) if (!(view.scope in scopes)) this.#close(view.scope);
    for (const [scope, { head, events, limited, more }] of Object.entries(scopes)) {
      const view = this.#view(scope, head);
      for (const event of events) this.#receive(event);
      if (limited && view instanceof ChannelView) void this.#reread(view);
      else if (limited) view.skipTo(head);
      else if (more) void this.#fill(view, head);
      else if (view.have < head && view instanceof ChannelView && !view.isRereading) {
        this.#record.report('lost', `resuming ${scope} left a hole for ${this.seat.name} and did not say so`);
      }
    }
    this.#hasResumed = true;
  }

  #lost(): void {
    this.#hasResumed = false;
    this.#onTheWire.clear();
  }

  /** An event that the server pushed: on one connection a scope only ever moves forward. */
  #hear(event: LiveEvent): void {
    const { scope, seq } = event;
    const last = this.#onTheWire.get(scope) ?? 0;
    const { name } = this.seat;
    if (seq === last) this.#record.report('doubled', `${scope} ${seq} was pushed to ${name} twice`);
    if (seq < last) this.#record.report('misordered', `${scope} ${seq} was pushed to ${name} after ${last}`);
    this.#onTheWire.set(scope, Math.max(seq, last));
    this.#receive(event);
  }

  #receive(event: LiveEvent): void {
    this.receipts.push({ ...event, at: performance.now() });
    const view = this.views.get(event.scope);
    if (!view) return;
    view.add(event);
    if (view.missingUpTo !== undefined) void this.#fill(view);
  }

  #view(scope: string, have: number): View {
    const known = this.views.get(scope);
    if (known && !known.isClosed) return known;
    const view = scope.startsWith('channel:')
      ? new ChannelView(scope.slice('channel:'.length), this.seat.name, have, this.#record)
      : new View(scope, this.seat.name, have, (event) => this.#takeOwn(event));
    this.views.set(scope, view);
    if (view instanceof ChannelView && this.#hasStarted) void this.#reread(view);
    return view;
  }

  get #hasStarted(): boolean {
    return this.#line.isOpen;
  }

  #takeOwn({ type, data }: LiveEvent): void {
    if (type === 'channel:joined') {
      const { id, seq } = Joined.parse(data);
      this.#view(`channel:${id}`, seq);
    }
    if (type === 'channel:left') this.#close(`channel:${Left.parse(data).channelId}`);
    if (type === 'read:moved') {
      const { channelId, readNo } = ReadMoved.parse(data);
      const known = this.#readMarks.get(channelId) ?? 0;
      if (readNo < known)
        this.#record.report('misordered', `the read mark of ${this.seat.name} fell to ${readNo}`);
      this.#readMarks.set(channelId, Math.max(known, readNo));
    }
  }

  #close(scope: string): void {
    const view = this.views.get(scope);
    if (view) view.isClosed = true;
  }

  #compare(heads: Record<string, number>): void {
    for (const [scope, head] of Object.entries(heads)) {
      const view = this.views.get(scope);
      if (view && !view.isClosed && head > view.have) void this.#fill(view, head);
    }
  }

  async #fill(view: View, upTo?: number): Promise<void> {
    if (this.#filling.has(view.scope)) return;
    this.#filling.add(view.scope);
    let target = upTo;
    for (let waitMs = fillAfterMs; !this.#isClosed && !view.isClosed; waitMs = fillAgainMs) {
      await pause(waitMs, undefined, { ref: false });
      const missing = Math.max(view.missingUpTo ?? 0, target ?? 0);
      if (missing <= view.have || !this.#line.isOpen) break;
      const asked = { scope: view.scope, after: view.have, upTo: missing };
      const answer = await this.#line.ask('live:fill', asked).catch(() => undefined);
      if (!answer?.ok) continue;
      const { events, limited } = Filled.parse(answer.data);
      for (const event of events) this.#receive(event);
      if (limited && view instanceof ChannelView) await this.#reread(view);
      else if (limited) view.skipTo(missing);
      target = target !== undefined && view.have < target ? target : undefined;
    }
    this.#filling.delete(view.scope);
  }

  /** Reads the channel itself, where the events are too many or gone. */
  async #reread(view: ChannelView): Promise<void> {
    if (view.isRereading) return;
    view.isRereading = true;
    let after: number | undefined = view.messages.size > 0 ? Math.max(0, view.highestNo - 50) : undefined;
    let seq: number | undefined;
    for (;;) {
      const window = after === undefined ? 'limit=200' : `limit=200&after=${after}`;
      const told = await this.#patiently(() =>
        this.rest.read(`/api/channels/${view.channelId}/messages?${window}`),
      );
      if (told === undefined || this.#isClosed) {
        view.isClosed = true;
        break;
      }
      const page = Page.parse(told);
      seq ??= page.seq;
      for (const message of page.messages) view.put(message);
      view.from = Math.min(view.from, page.headNo + 1);
      const last = page.messages.at(-1)?.no ?? page.headNo;
      if (last >= page.headNo) break;
      after = last;
    }
    view.isRereading = false;
    if (seq !== undefined) view.skipTo(seq);
  }

  async #patiently(read: () => Promise<unknown>): Promise<unknown> {
    while (!this.#isClosed) {
      try {
        return await read();
      } catch {
        await pause(this.#dice.between(50, 400), undefined, { ref: false });
      }
    }
    return undefined;
  }
}
