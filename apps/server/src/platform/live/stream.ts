import { keep, Rings, type KeptEvent, type StoredEvent } from './kept.ts';

export type { StoredEvent } from './kept.ts';

export type ReadAfter = (wanted: { scope: string; after: number }[]) => Promise<StoredEvent[]>;

/** How long a commit of this node may lag behind a later one before the database is asked. */
const patienceMs = 20;
/** Longer than anything takes from reading the seq of a scope to following it. */
const followMs = 15_000;

type Followed = { emitted: number; held: Map<number, StoredEvent>; changed: boolean };

/**
 * Puts the events of every followed scope in seq order, whatever order commits and pokes arrive in.
 * Each event leaves once through `emit`; what is missing is read from the database.
 */
export class Stream {
  #scopes = new Map<string, Followed>();
  readonly #rings = new Rings();
  #wanted = new Set<string>();
  #passed = new Set<string>();
  #passedBefore = new Set<string>();
  #passedUntil = 0;
  #timer: NodeJS.Timeout | undefined;
  #reading = false;
  #closed = false;
  readonly #read: ReadAfter;
  readonly #emit: (event: StoredEvent, kept: KeptEvent) => void;
  readonly #fault: (error: unknown) => void;

  constructor(
    read: ReadAfter,
    emit: (event: StoredEvent, kept: KeptEvent) => void,
    fault: (error: unknown) => void,
  ) {
    this.#read = read;
    this.#emit = emit;
    this.#fault = fault;
  }

  /** Somebody here follows `scope`, whose newest seq was `seq` when it was read. */
  follow(scope: string, seq: number): void {
    const known = this.#scopes.get(scope);
    if (known) {
      // Committed, and not here yet: on its way, or written by a node whose word got lost.
      if (seq > known.emitted) this.#want(scope, patienceMs);
      return;
    }
    this.#scopes.set(scope, { emitted: seq, held: new Map(), changed: false });
    // It may have grown between the read of `seq` and now, when nobody was listening.
    if (this.#passed.has(scope) || this.#passedBefore.has(scope)) this.#want(scope, 0);
  }

  /** Nobody here follows `scope` any more. */
  forget(scope: string): void {
    this.#scopes.delete(scope);
    this.#wanted.delete(scope);
    this.#rings.forget(scope);
  }

  /** Events that this node has just committed. */
  deliver(events: readonly StoredEvent[]): void {
    for (const event of events) this.#take(event);
  }

  /** Word from another node, perhaps untrue, that `scope` has grown. */
  poke(scope: string): void {
    if (this.#scopes.has(scope)) this.#want(scope, 0);
    else this.#pass(scope);
  }

  /** Heads read from the database: whatever lies beyond what was emitted is fetched. */
  compare(heads: Iterable<readonly [scope: string, seq: number]>): void {
    for (const [scope, seq] of heads) {
      const followed = this.#scopes.get(scope);
      if (followed && seq > followed.emitted) this.#want(scope, 0);
    }
  }

  /** The events of `scope` after `after` up to what was emitted, if they are still held here. */
  since(scope: string, after: number): KeptEvent[] | undefined {
    const emitted = this.emitted(scope);
    if (emitted === undefined || after > emitted) return undefined;
    return after === emitted ? [] : this.#rings.since(scope, after);
  }

  /** Rewrites the data of events that are still held, after their text was taken away. */
  scrub(scope: string, rewrite: (data: unknown) => unknown): void {
    this.#rings.scrub(scope, rewrite);
  }

  emitted(scope: string): number | undefined {
    return this.#scopes.get(scope)?.emitted;
  }

  get scopes(): string[] {
    return [...this.#scopes.keys()];
  }

  /** Scopes that moved since the last call, with the newest seq that was emitted. */
  takeChanged(): [string, number][] {
    const changed: [string, number][] = [];
    for (const [scope, followed] of this.#scopes) {
      if (followed.changed) changed.push([scope, followed.emitted]);
      followed.changed = false;
    }
    return changed;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #take(event: StoredEvent): void {
    const followed = this.#scopes.get(event.scope);
    if (!followed) this.#pass(event.scope);
    if (!followed || event.seq <= followed.emitted) return;
    if (event.seq > followed.emitted + 1) {
      followed.held.set(event.seq, event);
      this.#want(event.scope, patienceMs);
      return;
    }
    this.#send(followed, event);
    for (
      let next = followed.held.get(followed.emitted + 1);
      next;
      next = followed.held.get(followed.emitted + 1)
    ) {
      followed.held.delete(next.seq);
      this.#send(followed, next);
    }
    if (followed.held.size === 0) this.#wanted.delete(event.scope);
  }

  #send(followed: Followed, event: StoredEvent): void {
    followed.emitted = event.seq;
    followed.changed = true;
    const kept = keep(event);
    this.#rings.add(event.scope, kept);
    this.#emit(event, kept);
  }

  /** Remembers for a while that a scope grew while nobody followed it. */
  #pass(scope: string): void {
    const now = performance.now();
    if (now > this.#passedUntil) {
      this.#passedBefore = now > this.#passedUntil + followMs ? new Set() : this.#passed;
      this.#passed = new Set();
      this.#passedUntil = now + followMs;
    }
    this.#passed.add(scope);
  }

  #want(scope: string, delayMs: number): void {
    this.#wanted.add(scope);
    if (this.#reading || this.#closed) return;
    if (this.#timer) {
      if (delayMs > 0) return;
      clearTimeout(this.#timer);
    }
    this.#timer = setTimeout(() => void this.#fetch(), delayMs);
  }

  async #fetch(): Promise<void> {
    this.#timer = undefined;
    this.#reading = true;
    const wanted = [...this.#wanted].flatMap((scope) => {
      const followed = this.#scopes.get(scope);
      return followed ? [{ scope, after: followed.emitted }] : [];
    });
    this.#wanted.clear();
    let again = 0;
    try {
      if (wanted.length > 0) for (const event of await this.#read(wanted)) this.#take(event);
    } catch (error) {
      this.#fault(error);
      for (const { scope } of wanted) this.#wanted.add(scope);
      again = 500;
    }
    this.#reading = false;
    // What is still held waits for events that the read did not bring: read on.
    for (const { scope } of wanted) if (this.#scopes.get(scope)?.held.size) this.#wanted.add(scope);
    if (this.#wanted.size > 0 && !this.#closed) {
      this.#timer = setTimeout(() => void this.#fetch(), Math.max(again, patienceMs));
    }
  }
}
