import { buildPlaceIndex } from '@engawa/text/place-search';
import type { Mark } from '@engawa/text/search-index';
import type { People, PersonCard, SectionCard } from '#lib/people/people.svelte.ts';
import { searchableSection } from '#lib/people/searchable.ts';

/** Somebody, or a section, that a memo can be for. */
export type Target = { id: string; name: string; beside: string } & (
  { of: 'person'; person: PersonCard } | { of: 'section'; section: SectionCard }
);

const mostPeople = 8;
const mostSections = 4;

export const personTarget = (person: PersonCard): Target => ({
  of: 'person',
  id: person.id,
  name: person.name,
  beside: [person.posts[0]?.section, person.posts[0]?.title].filter(Boolean).join(' '),
  person,
});

export const sectionTarget = (section: SectionCard): Target => ({
  of: 'section',
  id: section.id,
  name: section.name,
  beside: section.path,
  section,
});

const own = new Set(['name', 'kana', 'extension']);

/** Whether the best of these is itself what was typed, as 収納係 is; its people come after it. */
const isCalledSo = ([best]: readonly { marks: readonly Mark[] }[]): boolean =>
  best?.marks.some(({ field }) => own.has(field)) ?? false;

/** People and sections by any spelling, extension or duty: the search of the switcher. */
export class TargetFinder {
  #people: People;
  #sections;
  #without: ReadonlySet<string>;
  #words = $state('');
  readonly #found: readonly Target[] = $derived.by(() => {
    if (this.#words.trim() === '') return [];
    const people = this.#people.hall.now?.search(this.#words, mostPeople + this.#without.size).hits ?? [];
    const sections = this.#sections.search(this.#words, mostSections).hits;
    const found = [
      { hits: people, targets: people.map(({ item }) => personTarget(item.person)) },
      { hits: sections, targets: sections.map(({ item }) => sectionTarget(item.section)) },
    ];
    return found
      .toSorted((a, b) => Number(isCalledSo(b.hits)) - Number(isCalledSo(a.hits)))
      .flatMap(({ targets }) => targets)
      .filter(({ id }) => !this.#without.has(id));
  });

  constructor(people: People, without: ReadonlySet<string>) {
    this.#people = people;
    this.#without = without;
    void people.hall.finish();
    this.#sections = buildPlaceIndex(
      people.sections.map((section, rank) => searchableSection(section, rank, people.dutiesIn(section.id))),
    );
  }

  get words(): string {
    return this.#words;
  }

  set words(words: string) {
    this.#words = words;
  }

  get found(): readonly Target[] {
    return this.#found;
  }
}
