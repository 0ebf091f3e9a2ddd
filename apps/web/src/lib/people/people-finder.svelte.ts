import type { SearchIndex } from '@engawa/text/search-index';
import type { People, PersonCard } from './people.svelte.ts';

type Indexed = { card: PersonCard };

/** Finds people by any spelling, extension, section or post; the index is made with the first letter. */
export class PeopleFinder {
  #people: () => People;
  #without: () => ReadonlySet<string>;
  #index = $state.raw<SearchIndex<Indexed>>();
  #loading = false;
  #words = $state('');
  #found: readonly PersonCard[] = $derived.by(() => {
    const without = this.#without();
    if (this.#words.trim() === '') return [];
    const hits = this.#index?.search(this.#words, 20 + without.size).hits ?? [];
    return hits
      .map(({ item }) => item.card)
      .filter(({ id }) => !without.has(id))
      .slice(0, 20);
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
    if (!this.#index && !this.#loading) void this.#prepare();
  }

  get found(): readonly PersonCard[] {
    return this.#found;
  }

  /** Who is meant by these words, the best first; for a list that the server pages. */
  async idsOf(words: string, most: number): Promise<string[]> {
    if (words.trim() === '') return [];
    if (!this.#index) await this.#prepare();
    return this.#index?.search(words, most).hits.map(({ item }) => item.card.id) ?? [];
  }

  async #prepare(): Promise<void> {
    this.#loading = true;
    const { buildPersonIndex } = await import('@engawa/text/person-search');
    this.#index = buildPersonIndex(
      this.#people().all.map((card) => ({
        name: card.name,
        kana: card.kana,
        extensions: [card.extension].filter(Boolean),
        sections: card.posts.map(({ section }) => section),
        posts: card.posts.map(({ title }) => title),
        duties: [],
        card,
      })),
    );
    this.#loading = false;
  }
}
