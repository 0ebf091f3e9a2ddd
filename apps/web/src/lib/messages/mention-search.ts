import { buildPersonIndex } from '@engawa/text/person-search';
import { buildPlaceIndex } from '@engawa/text/place-search';
import type { PersonCard } from '#lib/people/people.svelte.ts';
import { ofPerson, type Addressable, type Choice } from './mention-choices.ts';

const searchable = (person: PersonCard) => ({
  name: person.name,
  kana: person.kana,
  extensions: [person.extension].filter(Boolean),
  sections: person.posts.map(({ section }) => section),
  posts: person.posts.map(({ title }) => title),
  duties: [],
});

/** A search over all who can be addressed, by any spelling. */
export function buildFind(
  { people, everybody, sections, posts }: Addressable,
  namesakes: ReadonlySet<string>,
  most: number,
): (word: string) => Choice[] {
  const byPerson = buildPersonIndex(
    people.map((person) => ({
      ...searchable(person),
      choice: ofPerson(person, namesakes.has(person.name)),
    })),
  );
  const groups = [...(everybody ? [everybody] : []), ...sections, ...posts];
  const byPlace = buildPlaceIndex(
    groups.map((choice) => ({
      name: choice.label,
      ...(choice.of === 'all' && { kana: 'ぜんいん' }),
      about: choice.of === 'post' ? choice.hint : '',
      choice,
    })),
  );
  return (word) => {
    const hits = [...byPerson.search(word, most).hits, ...byPlace.search(word, most).hits];
    return hits
      .sort((a, b) => b.score - a.score)
      .slice(0, most)
      .map(({ item }) => item.choice);
  };
}
