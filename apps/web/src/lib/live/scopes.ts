import type { Cursors, LiveEvent, Resumed } from '@engawa/contract/live';
import { ScopeOrder } from './scope-order.ts';

/** Asks for the events after `after`, up to and with `upTo`. */
export type Fill = { scope: string; after: number; upTo: number };

export type FillAnswer = { events: LiveEvent[]; limited: boolean };

/** What a screen hears of a scope. */
export type ScopeListener = {
  event(event: LiveEvent): void;
  /** Too much was missed to be told one by one: read the screen again. */
  missed?(head: number): void;
  /** The right to follow is gone. */
  closed?(): void;
};

/** The questions that `Scopes` asks the server; undefined where no answer came. */
export type Asking = {
  resume(cursors: Cursors): Promise<Resumed | undefined>;
  fill(input: Fill): Promise<FillAnswer | undefined>;
};

const patience = 100;
// A frame holds 64 kB, a cursor takes some 60 bytes.
const scopesAtOnce = 800;

type Followed = { scope: string; order: ScopeOrder; head: number; filling: boolean };

/** Every scope that this page follows: order, gaps, catching up after an absence. */
export class Scopes {
  #followed = new Map<string, Followed>();
  #listeners = new Map<string, Set<ScopeListener>>();
  #ask: Asking;
  #resuming = new Set<string>();
  #told: string[] = [];
  #wait: (ms: number) => Promise<void>;

  constructor(ask: Asking, wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))) {
    this.#ask = ask;
    this.#wait = wait;
  }

  follow(scope: string, have: number): void {
    const known = this.#followed.get(scope);
    if (known) {
      this.#tell(known, known.order.jump(have));
      return;
    }
    const order = new ScopeOrder(have);
    this.#followed.set(scope, { scope, order, head: have, filling: false });
  }

  leave(scope: string): void {
    this.#followed.delete(scope);
  }

  follows(scope: string): boolean {
    return this.#followed.has(scope);
  }

  have(scope: string): number | undefined {
    return this.#followed.get(scope)?.order.have;
  }

  listen(scope: string, listener: ScopeListener): () => void {
    const listeners = this.#listeners.get(scope) ?? new Set();
    this.#listeners.set(scope, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  get cursors(): Cursors {
    return this.#cursorsOf([...this.#followed.keys()]);
  }

  receive(event: LiveEvent): void {
    const followed = this.#followed.get(event.scope);
    if (!followed) return;
    followed.head = Math.max(followed.head, event.seq);
    this.#tell(followed, followed.order.take(event));
    if (followed.order.gap && !this.#resuming.has(event.scope)) void this.#fillSoon(event.scope, followed);
  }

  /** Compares with the newest numbers of the server: the loss of the last event is seen only here. */
  compare(heads: Cursors): void {
    for (const [scope, head] of Object.entries(heads)) {
      const followed = this.#followed.get(scope);
      if (!followed || head <= followed.order.have || this.#resuming.has(scope)) continue;
      followed.head = Math.max(followed.head, head);
      void this.#fillSoon(scope, followed);
    }
  }

  /** The cursors to say while connecting: their answer comes with the greeting, to `resume`. */
  greet(): Cursors {
    this.#told = [...this.#followed.keys()].slice(0, scopesAtOnce);
    this.#resuming = new Set(this.#told);
    return this.#cursorsOf(this.#told);
  }

  /** The line went: no greeting is answered any more. */
  letGo(): void {
    this.#told = [];
    this.#resuming.clear();
  }

  /**
   * Hears all that was missed, and asks for what the greeting did not tell; the server joins the rooms
   * before it reads. False: no answer.
   */
  async resume(only?: readonly string[], greeted?: Resumed): Promise<boolean> {
    const told = new Set(greeted ? this.#told : []);
    if (greeted && !(await this.#settle([...told], greeted))) return false;
    const scopes = (only ?? [...this.#followed.keys()]).filter(
      (scope) => this.#followed.has(scope) && !told.has(scope),
    );
    for (const scope of scopes) this.#resuming.add(scope);
    try {
      for (let at = 0; at < scopes.length; at += scopesAtOnce) {
        const part = scopes.slice(at, at + scopesAtOnce);
        const resumed = await this.#ask.resume(this.#cursorsOf(part));
        if (!resumed || !(await this.#settle(part, resumed))) return false;
      }
      return true;
    } finally {
      for (const scope of scopes) this.#resuming.delete(scope);
    }
  }

  close(scope: string): void {
    if (!this.#followed.delete(scope)) return;
    for (const listener of this.#heard(scope)) listener.closed?.();
  }

  #heard(scope: string): ScopeListener[] {
    return [...(this.#listeners.get(scope) ?? [])];
  }

  #cursorsOf(scopes: readonly string[]): Cursors {
    return Object.fromEntries(scopes.map((scope) => [scope, this.have(scope) ?? 0]));
  }

  /** Takes an answer in, and asks on where it was full. False: no answer. */
  async #settle(scopes: readonly string[], resumed: Resumed): Promise<boolean> {
    for (const scope of scopes) this.#settleOne(scope, resumed);
    for (const scope of scopes) {
      const followed = this.#followed.get(scope);
      if (!followed || !resumed.scopes[scope]?.more) continue;
      if (!followed.filling && !(await this.#fill(scope, followed))) return false;
    }
    return true;
  }

  #settleOne(scope: string, resumed: Resumed): void {
    const followed = this.#followed.get(scope);
    if (!followed) return;
    this.#resuming.delete(scope);
    const told = resumed.scopes[scope];
    if (!told) return this.close(scope);
    if (told.limited) this.#skip(followed, told.head);
    for (const event of told.events) this.#tell(followed, followed.order.take(event));
    followed.head = Math.max(followed.head, told.head);
    if (!told.more && (followed.order.gap || followed.head > followed.order.have))
      void this.#fillSoon(scope, followed);
  }

  async #fillSoon(scope: string, followed: Followed): Promise<void> {
    if (followed.filling) return;
    followed.filling = true;
    await this.#wait(patience);
    await this.#fill(scope, followed);
  }

  /** Asks for what is missing up to the head, answer by answer. False: no answer. */
  async #fill(scope: string, followed: Followed): Promise<boolean> {
    followed.filling = true;
    try {
      while (this.#followed.get(scope) === followed && followed.head > followed.order.have) {
        const { have } = followed.order;
        const upTo = followed.order.gap?.upTo ?? followed.head;
        const filled = await this.#ask.fill({ scope, after: have, upTo });
        if (!filled) return false;
        if (this.#resuming.has(scope)) return true;
        if (filled.limited) this.#skip(followed, upTo);
        for (const event of filled.events) this.#tell(followed, followed.order.take(event));
        if (followed.order.have === have) return true;
      }
      return true;
    } finally {
      followed.filling = false;
    }
  }

  #skip(followed: Followed, head: number): void {
    const released = followed.order.jump(head);
    for (const listener of this.#heard(followed.scope)) listener.missed?.(head);
    this.#tell(followed, released);
  }

  #tell(followed: Followed, events: readonly LiveEvent[]): void {
    for (const event of events) {
      followed.head = Math.max(followed.head, event.seq);
      for (const listener of this.#heard(followed.scope)) listener.event(event);
    }
  }
}
