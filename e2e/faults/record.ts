import type { Row, Written } from './client/outbox.ts';

/** What can go wrong with delivery. `leaked` is a message that reached whoever had lost the right to it. */
export const breachKinds = ['lost', 'doubled', 'misordered', 'stuck', 'leaked'] as const;
export type BreachKind = (typeof breachKinds)[number];

/** A message as its author wrote it; every body is written once only. */
export type Sent = Row & {
  author: string;
  /** Its place among what the author wrote in the channel. */
  place: number;
  written?: Written;
  refused?: string;
};

/** The checker's own memory of what was sent, acknowledged and found wrong. */
export class DeliveryRecord {
  readonly sent = new Map<string, Sent>();
  readonly breaches = new Map<string, BreachKind>();
  #places = new Map<string, number>();
  #recent: Sent[] = [];

  send(author: string, row: Row): void {
    const key = `${author} ${row.channelId}`;
    const place = (this.#places.get(key) ?? 0) + 1;
    this.#places.set(key, place);
    const sent = { ...row, author, place };
    this.sent.set(row.body, sent);
    this.#recent.push(sent);
  }

  acknowledged(row: Row, written: Written): void {
    const sent = this.sent.get(row.body);
    if (!sent) return;
    sent.written = written;
    if (written.body !== row.body) this.report('lost', `${row.body} was acknowledged as another text`);
  }

  refused(row: Row, code: string): void {
    const sent = this.sent.get(row.body);
    if (sent) sent.refused = code;
  }

  /** What was sent since the last call. */
  takeRecent(): Sent[] {
    const recent = this.#recent;
    this.#recent = [];
    return recent;
  }

  /** Each thing is counted once, however often it is found. */
  report(kind: BreachKind, what: string): void {
    this.breaches.set(`${kind}: ${what.replaceAll(/(長い文。)+/g, '…')}`, kind);
  }

  /** Adds what another record found wrong. */
  take(other: DeliveryRecord): void {
    for (const [what, kind] of other.breaches) this.breaches.set(what, kind);
  }

  count(kind: BreachKind): number {
    return [...this.breaches.values()].filter((found) => found === kind).length;
  }
}
