const burstSeconds = 3;

/** What one socket or person may ask: `rate` a second after a first burst. */
export class Allowance {
  #left: number;
  #at = performance.now();
  readonly #rate: number;
  readonly #burst: number;

  constructor(rate: number, burst = rate * burstSeconds) {
    this.#rate = rate;
    this.#burst = burst;
    this.#left = burst;
  }

  take(now = performance.now()): boolean {
    this.#fill(now);
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }

  get isFull(): boolean {
    this.#fill(performance.now());
    return this.#left === this.#burst;
  }

  #fill(now: number): void {
    this.#left = Math.min(this.#burst, this.#left + ((now - this.#at) / 1000) * this.#rate);
    this.#at = now;
  }
}
