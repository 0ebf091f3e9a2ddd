const pauseMs = 700;

/** Collects keys that are typed in a list within a short time into one searched-for beginning. */
export class TypeAhead {
  #typed = '';
  #at = 0;

  add(key: string, now = performance.now()): string {
    this.#typed = now - this.#at > pauseMs ? key : this.#typed + key;
    this.#at = now;
    return this.#typed;
  }
}
