import type { People, PersonCard } from './people.svelte.ts';

const mostFound = 20;

/** Finds people by any spelling, extension, section, post or duty, in the one index of the hall. */
export class PeopleFinder {
  #people: () => People;
  #without: () => ReadonlySet<string>;
  #words = $state('');
  #found: readonly PersonCard[] = $derived.by(() => {
    const without = this.#without();
    return this.#search(this.#words, mostFound + without.size)
      .filter(({ id }) => !without.has(id))
      .slice(0, mostFound);
  });

  constructor(people: () => People, without: () => ReadonlySet<string>) {
    this.#people = people;
    this.#without = without;
  }

  get words(): string {
    return this.#words;
  }

  set words(words: string) {
    this.#words = words;
    if (words.trim() !== '') void this.#people().hall.finish();
  }

  get found(): readonly PersonCard[] {
    return this.#found;
  }

  /** Who is meant by these words, the best first; for a list that the server pages. */
  async idsOf(words: string, most: number): Promise<string[]> {
    if (words.trim() === '') return [];
    await this.#people().hall.finish();
    return this.#search(words, most).map(({ id }) => id);
  }

  #search(words: string, most: number): readonly PersonCard[] {
    const people = this.#people();
    const found = people.hall.now?.search(words, most, ({ person }) => people.favour(person));
    return words.trim() === '' ? [] : (found?.hits.map(({ item }) => item.person) ?? []);
  }
}
