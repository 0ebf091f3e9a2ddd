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
const mostKnown = 20_000;

/** A handshake at the door; those are known whose cookies were let in before. */
export type Visit = { isKnown: boolean; settle(isLetIn: boolean): void };

/**
 * Keeps those who have no session from using up what admits those who have one: handshakes that were not
 * let in before are looked up only so often for each address, and take no place of the admission itself.
 */
export class Doorstep {
  readonly #addresses = new Map<string, Admission>();
  /** Digests of cookies that were let in: the newest last. */
  readonly #known = new Set<string>();

  /** Undefined where a handshake may not be looked up now. `settle` says whether it was let in. */
  ask(cookies: string, address: string, now = performance.now()): Visit | undefined {
    const mark = hash('sha1', cookies, 'base64');
    const isKnown = this.#known.has(mark);
    const bucket = this.#bucketOf(address, now);
    if (!isKnown && !bucket.take(now)) return undefined;
    const settle = (isLetIn: boolean) => {
      if (isLetIn && !isKnown) bucket.giveBack();
      this.#known.delete(mark);
      if (isLetIn) this.#known.add(mark);
      if (this.#known.size > mostKnown) forgetFirst(this.#known);
    };
    return { isKnown, settle };
  }

  #bucketOf(address: string, now: number): Admission {
    const bucket = this.#addresses.get(address) ?? new Admission(strangers.rate, strangers.burst, now);
    this.#addresses.delete(address);
    this.#addresses.set(address, bucket);
    if (this.#addresses.size > mostKnown) forgetFirst(this.#addresses);
    return bucket;
  }
}

function forgetFirst(all: Set<string> | Map<string, Admission>): void {
  for (const first of all.keys()) {
    all.delete(first);
    return;
  }
}
