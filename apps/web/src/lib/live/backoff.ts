/** Full jitter: anything from nothing to a ceiling that doubles from 1 s and stops at 30 s. */
export function backoff(attempt: number, random = Math.random()): number {
  return Math.min(30_000, 1000 * 2 ** Math.min(attempt, 10)) * random;
}

/** Waits, but no longer than until `wake` is called. */
export class Pause {
  #end: (() => void) | undefined;

  async for(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    this.#end = resolve;
    await promise;
    clearTimeout(timer);
  }

  wake(): void {
    this.#end?.();
  }
}
