import type { LiveEvent } from '@engawa/contract/live';

const mostHeld = 1000;

/** Puts the events of one scope into the order of `seq`: each is let through once, none is passed over. */
export class ScopeOrder {
  #have: number;
  #held = new Map<number, LiveEvent>();

  constructor(have: number) {
    this.#have = have;
  }

  get have(): number {
    return this.#have;
  }

  /** What stands between the last event let through and the first one held back. */
  get gap(): { after: number; upTo: number } | undefined {
    if (this.#held.size === 0) return undefined;
    return { after: this.#have, upTo: Math.min(...this.#held.keys()) - 1 };
  }

  /** Takes an event and gives back those whose turn has come. */
  take(event: LiveEvent): LiveEvent[] {
    if (event.seq <= this.#have) return [];
    if (event.seq !== this.#have + 1) {
      if (this.#held.size < mostHeld) this.#held.set(event.seq, event);
      return [];
    }
    this.#have = event.seq;
    return [event, ...this.#release()];
  }

  /** Goes on from `head`: what lies before it is read by other means. */
  jump(head: number): LiveEvent[] {
    if (head > this.#have) this.#have = head;
    for (const seq of this.#held.keys()) if (seq <= this.#have) this.#held.delete(seq);
    return this.#release();
  }

  #release(): LiveEvent[] {
    const ready: LiveEvent[] = [];
    for (;;) {
      const next = this.#held.get(this.#have + 1);
      if (!next) return ready;
      this.#held.delete(next.seq);
      this.#have = next.seq;
      ready.push(next);
    }
  }
}
