import { kanaOrder } from './kana-index.ts';
import { finish, stepsOfSearchIndex, type SearchIndex, type Steps } from './search-index.ts';
import type { SearchEntry, SearchField } from './search-rank.ts';

/** What the search needs to know of a person; the item may carry more. */
export interface SearchablePerson {
  name: string;
  kana: string;
  extensions: readonly string[];
  /** Sections as they are shown, one for each post held: 税務課 収納係. */
  sections: readonly string[];
  /** Titles of the posts held: 係長, 主査. */
  posts: readonly string[];
  duties: readonly string[];
  /** Login name or address, where Latin spelling is known. */
  latin?: string;
}

/**
 * An index over people for one key press at a time: by name in any kanji, kana, romaji, extension,
 * section, post and duty. Several words must all be met, each anywhere. Marks lie in the fields name, kana,
 * extension, section, post, duty and latin.
 */
export const buildPersonIndex = <P extends SearchablePerson>(people: readonly P[]): SearchIndex<P> =>
  finish(stepsOfPersonIndex(people));

const peopleAtOnce = 200;

/** The same index, built step by step. */
export function* stepsOfPersonIndex<P extends SearchablePerson>(people: readonly P[]): Steps<SearchIndex<P>> {
  const entries: SearchEntry<P>[] = [];
  for (const [at, person] of people.entries()) {
    if (at % peopleAtOnce === 0) yield;
    const order = kanaOrder(person.kana, person.name);
    entries.push({ item: person, fields: fieldsOf(person), order });
  }
  return yield* stepsOfSearchIndex(entries);
}

function fieldsOf(person: SearchablePerson): SearchField[] {
  const fields: SearchField[] = [{ name: 'name', index: 0, text: person.name, kind: 'name', weight: 1 }];
  const add = (name: string, kind: SearchField['kind'], weight: number, texts: readonly string[]) => {
    for (let index = 0; index < texts.length; index++) {
      fields.push({ name, index, text: texts[index] ?? '', kind, weight });
    }
  };
  if (person.kana) fields.push({ name: 'kana', index: 0, text: person.kana, kind: 'reading', weight: 1 });
  add('extension', 'number', 0.97, person.extensions);
  add('post', 'words', 0.62, person.posts);
  add('section', 'words', 0.6, person.sections);
  add('duty', 'words', 0.58, person.duties);
  if (person.latin) fields.push({ name: 'latin', index: 0, text: person.latin, kind: 'name', weight: 0.7 });
  return fields;
}
