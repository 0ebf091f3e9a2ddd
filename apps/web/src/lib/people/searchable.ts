import type { SearchablePerson } from '@engawa/text/person-search';
import type { SearchablePlace } from '@engawa/text/place-search';
import type { PersonCard, SectionCard } from './people.svelte.ts';

/** A person with the texts that a search looks through. */
export function searchablePerson(person: PersonCard): SearchablePerson & { person: PersonCard } {
  return {
    person,
    name: person.name,
    kana: person.kana,
    extensions: person.extension ? [person.extension] : [],
    sections: person.posts.map(({ section }) => section),
    posts: person.posts.map(({ title }) => title),
    duties: person.duties,
  };
}

/** A section with the texts that a search looks through; `duties` are what it answers for. */
export function searchableSection(
  section: SectionCard,
  rank: number,
  duties: readonly string[],
): SearchablePlace & { section: SectionCard } {
  return {
    // Marks of a hit count within these duties: whoever shows it shows the same.
    section: { ...section, duties },
    rank,
    name: section.name,
    about: section.path,
    extensions: section.extension ? [section.extension] : [],
    duties,
  };
}
