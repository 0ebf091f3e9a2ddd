import type { SearchablePerson } from '@engawa/text/person-search';
import type { SearchIndex, Steps } from '@engawa/text/search-index';
import type { PersonCard } from './people.svelte.ts';

type Index = SearchIndex<SearchablePerson & { person: PersonCard }>;

/** How long one slice may hold up a key press. */
const sliceMs = 8;

/** The one search over everybody in the hall: building it takes a second where there are ten thousand. */
export class HallIndex {
  #all: () => readonly PersonCard[];
  #now = $state.raw<Index>();
  #of: readonly PersonCard[] | undefined;
  #steps: Steps<Index> | undefined;

  constructor(all: () => readonly PersonCard[]) {
    this.#all = all;
  }

  /** Undefined until it stands; of people who came since it is built anew when asked for. */
  get now(): Index | undefined {
    return this.#now;
  }

  /** Builds it while nothing else is to be done. */
  async prepare(): Promise<void> {
    if (!(await this.#begin())) return;
    const steps = this.#steps;
    while (steps && steps === this.#steps) {
      await idle();
      const until = performance.now() + sliceMs;
      while (steps === this.#steps && performance.now() < until) this.#step();
    }
  }

  /** Builds what is left of it at once, for who waits before a search. */
  async finish(): Promise<void> {
    if (!(await this.#begin())) return;
    while (this.#steps) this.#step();
  }

  /** Says whether something is left to build. */
  async #begin(): Promise<boolean> {
    const [{ stepsOfPersonIndex }, { searchablePerson }] = await Promise.all([
      import('@engawa/text/person-search'),
      import('./searchable.ts'),
    ]);
    const all = this.#all();
    if (all !== this.#of) {
      this.#of = all;
      this.#steps = stepsOfPersonIndex(all.map(searchablePerson));
    }
    return this.#steps !== undefined;
  }

  #step(): void {
    const step = this.#steps?.next();
    if (!step?.done) return;
    this.#now = step.value;
    this.#steps = undefined;
  }
}

/** Safari knows no idle callback. */
const idle = (): Promise<void> =>
  new Promise((done) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => done(), { timeout: 200 });
    else setTimeout(done, 20);
  });
