import { hash } from 'node:crypto';

/** A token bucket over handshakes, so that a storm of reconnects never starves who is already here. */
export class Admission {
  #tokens: number;
  #at: number;
  readonly #rate: number;
  readonly #burst: number;

  constructor(rate: number, burst: number, now = performance.now()) {
    this.#rate = rate;
    this.#burst = burst;
    this.#tokens = burst;
    this.#at = now;
  }

  /** Takes one place; false when the rate is used up. */
  take(now = performance.now()): boolean {
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) / 1000) * this.#rate);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Gives a place back that was not used. */
  giveBack(): void {
    this.#tokens = Math.min(this.#burst, this.#tokens + 1);
  }

  /** Milliseconds over which `sockets` reconnects should spread themselves. */
  spreadMs(sockets: number): number {
    return Math.round((Math.max(0, sockets - this.#burst) / this.#rate) * 1000);
  }
}

const strangers = { rate: 20, burst: 500 };
/** Twenty sockets are the most one person has; a page that is asked to wait tries again a few times. */
const acquaintance = { rate: 5, burst: 60 };
const mostKnown = 20_000;

/** A handshake at the door; those are known whose session was let in before. */
export type Visit = { isKnown: boolean; settle(isLetIn: boolean): void };

/**
 * Keeps those who have no session from using up what admits those who have one, and one session from using
 * up what is there for all: handshakes that were not let in before are looked up only so often for each
 * address, and take no place of the admission itself; those of one session are heard only so often.
 */
export class Doorstep {
  readonly #addresses = new Map<string, Admission>();
  /** By the digest of a token that was let in: the newest last. */
  readonly #known = new Map<string, Admission>();

  /** Undefined where a handshake may not be looked up now. `settle` says whether it was let in. */
  ask(token: string, address: string, now = performance.now()): Visit | undefined {
    const mark = hash('sha1', token, 'base64');
    const known = this.#known.get(mark);
    const bucket = this.#bucketOf(address, now);
    if (!(known ?? bucket).take(now)) return undefined;
    const settle = (isLetIn: boolean) => {
      if (isLetIn && !known) bucket.giveBack();
      // Pages of one session come at once: the bucket that the first of them was given counts for all.
      const own = known ?? this.#known.get(mark);
      this.#known.delete(mark);
      if (isLetIn) this.#known.set(mark, own ?? new Admission(acquaintance.rate, acquaintance.burst, now));
      if (this.#known.size > mostKnown) forgetFirst(this.#known);
    };
    return { isKnown: known !== undefined, settle };
  }

  #bucketOf(address: string, now: number): Admission {
    const bucket = this.#addresses.get(address) ?? new Admission(strangers.rate, strangers.burst, now);
    this.#addresses.delete(address);
    this.#addresses.set(address, bucket);
    if (this.#addresses.size > mostKnown) forgetFirst(this.#addresses);
    return bucket;
  }
}

function forgetFirst(all: Map<string, Admission>): void {
  for (const first of all.keys()) {
    all.delete(first);
    return;
  }
}
