import { AppError } from '../errors.ts';
import { Allowance } from '../live/allowance.ts';

const mostRemembered = 5_000;

/** What each person may write over REST, whatever number of connections and devices they use. */
export class Allowances {
  readonly #rate: number;
  #of = new Map<string, Allowance>();

  constructor(rate: number) {
    this.#rate = rate;
  }

  /** Counts one write, or refuses it with the time to wait. */
  take(personId: string): void {
    const known = this.#of.get(personId);
    const allowance = known ?? new Allowance(this.#rate);
    if (!known) {
      if (this.#of.size >= mostRemembered) this.#forget();
      this.#of.set(personId, allowance);
    }
    if (!allowance.take()) throw new AppError('too_many_requests', { retryAfterMs: 1000 });
  }

  /** Whoever has not written for a while starts with a full allowance anyway. */
  #forget(): void {
    for (const [personId, allowance] of this.#of) if (allowance.isFull) this.#of.delete(personId);
  }
}
