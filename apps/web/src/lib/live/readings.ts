import type { Told } from './told.ts';

/** Snapshots that are read while events go on arriving: the one asked for last counts, no event is lost. */
export class Readings<T> {
  #begun = 0;
  #shown = 0;
  #open = 0;
  #events: Told[] = [];

  hear(event: Told): void {
    if (this.#open > 0) this.#events.push(event);
  }

  /** The answer with what was heard meanwhile; undefined where there is none, or a later one came first. */
  async run(read: () => Promise<T | undefined>): Promise<{ answer: T; heard: readonly Told[] } | undefined> {
    const mine = (this.#begun += 1);
    this.#open += 1;
    const answer = await read();
    this.#open -= 1;
    const heard = this.#events;
    if (this.#open === 0) this.#events = [];
    if (answer === undefined || mine < this.#shown) return undefined;
    this.#shown = mine;
    return { answer, heard };
  }

  /** Whether an answer to the newest question is still missing, and none is on its way. */
  get isUnanswered(): boolean {
    return this.#open === 0 && this.#shown < this.#begun;
  }
}
