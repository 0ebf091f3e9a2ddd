import { z } from 'zod';
import type { LiveEvent } from '@engawa/contract/live';
import type { DeliveryRecord } from '../record.ts';

export const SeenMessage = z.object({
  id: z.string(),
  no: z.number(),
  body: z.string(),
  authorId: z.string(),
});
export type SeenMessage = z.infer<typeof SeenMessage>;

const Changed = z.object({ id: z.string(), no: z.number(), body: z.string().optional() });

/** One scope in the order of its seq: what comes early waits, what comes again is dropped. */
export class View {
  readonly scope: string;
  readonly owner: string;
  have: number;
  isClosed = false;
  readonly #waiting = new Map<number, LiveEvent>();
  readonly #take: (event: LiveEvent, view: View) => void;

  constructor(scope: string, owner: string, have: number, take: (event: LiveEvent, view: View) => void) {
    this.scope = scope;
    this.owner = owner;
    this.have = have;
    this.#take = take;
  }

  /** The last seq before the first that waits; undefined where nothing is missing. */
  get missingUpTo(): number | undefined {
    return this.#waiting.size === 0 ? undefined : Math.min(...this.#waiting.keys()) - 1;
  }

  add(event: LiveEvent): void {
    if (this.isClosed || event.seq <= this.have) return;
    this.#waiting.set(event.seq, event);
    for (let next = this.#waiting.get(this.have + 1); next; next = this.#waiting.get(this.have + 1)) {
      this.#waiting.delete(next.seq);
      this.have = next.seq;
      this.#take(next, this);
    }
  }

  /** Everything up to `seq` was read in another way. */
  skipTo(seq: number): void {
    this.have = Math.max(this.have, seq);
    for (const early of [...this.#waiting.keys()]) if (early <= this.have) this.#waiting.delete(early);
    const next = this.#waiting.get(this.have + 1);
    if (next) this.add(next);
  }
}

/** A channel as a page holds it: messages by their number, as far back as it has read. */
export class ChannelView extends View {
  readonly channelId: string;
  readonly messages = new Map<number, SeenMessage>();
  /** The first number that this view is expected to hold. */
  from = Infinity;
  isRereading = false;
  readonly #record: DeliveryRecord;
  readonly #seqOf = new Map<string, number>();
  #lastNo = 0;

  constructor(channelId: string, owner: string, have: number, record: DeliveryRecord) {
    super(`channel:${channelId}`, owner, have, (event) => this.#apply(event));
    this.channelId = channelId;
    this.#record = record;
  }

  get highestNo(): number {
    return Math.max(0, ...this.messages.keys());
  }

  /** A message as REST tells it. */
  put(message: SeenMessage): void {
    this.#place(message);
    this.from = Math.min(this.from, message.no);
  }

  #apply({ seq, type, data }: LiveEvent): void {
    if (type === 'message:sent') this.#arrive(seq, SeenMessage.parse(data));
    if (type !== 'message:edited' && type !== 'message:redacted') return;
    const { no, body } = Changed.parse(data);
    const known = this.messages.get(no);
    if (known) this.messages.set(no, { ...known, body: body ?? '' });
  }

  #arrive(seq: number, message: SeenMessage): void {
    const { id, no, body } = message;
    if (this.#seqOf.has(id))
      this.#record.report('doubled', `${body} was told to ${this.owner} under two seqs`);
    if (no <= this.#lastNo)
      this.#record.report('misordered', `${body} came to ${this.owner} after a later one`);
    this.#seqOf.set(id, seq);
    this.#lastNo = Math.max(no, this.#lastNo);
    this.#place(message);
    this.from = Math.min(this.from, no);
  }

  #place(message: SeenMessage): void {
    const known = this.messages.get(message.no);
    if (known && known.id !== message.id) {
      this.#record.report('misordered', `${this.owner} saw ${known.body} and ${message.body} in one place`);
    }
    this.messages.set(message.no, message);
  }
}
