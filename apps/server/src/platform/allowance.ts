import { AppError } from './errors.ts';

const burstSeconds = 3;
const mostRemembered = 5_000;

/** What one person may ask: `rate` a second after a first burst. */
class Allowance {
  #left: number;
  #at = performance.now();
  readonly #rate: number;
  readonly #burst: number;

  constructor(rate: number) {
    this.#rate = rate;
    this.#burst = rate * burstSeconds;
    this.#left = this.#burst;
  }

  take(): boolean {
    this.#fill();
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }

  get isFull(): boolean {
    this.#fill();
    return this.#left === this.#burst;
  }

  #fill(): void {
    const now = performance.now();
    this.#left = Math.min(this.#burst, this.#left + ((now - this.#at) / 1000) * this.#rate);
    this.#at = now;
  }
}

/** What each person may ask a second, whatever number of connections and devices they use. */
export class Allowances {
  readonly #rate: number;
  readonly #of = new Map<string, Allowance>();

  constructor(rate: number) {
    this.#rate = rate;
  }

  /** Counts one request, or refuses it with the time to wait. */
  take(personId: string): void {
    if (!this.isWithin(personId)) throw new AppError('too_many_requests', { retryAfterMs: 1000 });
  }

  /** Counts one request; false where it is one too many. */
  isWithin(personId: string): boolean {
    const known = this.#of.get(personId);
    const allowance = known ?? new Allowance(this.#rate);
    if (!known) {
      if (this.#of.size >= mostRemembered) this.#forget();
      this.#of.set(personId, allowance);
    }
    return allowance.take();
  }

  /** Whoever has not asked for a while starts with a full allowance anyway. */
  #forget(): void {
    for (const [personId, allowance] of this.#of) if (allowance.isFull) this.#of.delete(personId);
  }
}
