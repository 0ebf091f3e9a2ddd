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

  /** Milliseconds over which `sockets` reconnects should spread themselves. */
  spreadMs(sockets: number): number {
    return Math.round((Math.max(0, sockets - this.#burst) / this.#rate) * 1000);
  }
}
