import type { Found, Hit, Mark } from '@engawa/text/search-index';
import type { PersonCard, SectionCard } from './people.svelte.ts';

/** Somebody, or a section, that was searched for, and what of it was met. */
export type FoundCard = { key: string; marks: readonly Mark[] } & (
  { of: 'person'; person: PersonCard } | { of: 'section'; section: SectionCard }
);

export const personFound = ({
  item,
  marks,
}: Pick<Hit<{ person: PersonCard }>, 'item' | 'marks'>): FoundCard => ({
  of: 'person',
  key: item.person.id,
  person: item.person,
  marks,
});

export const sectionFound = ({ item, marks }: Hit<{ section: SectionCard }>): FoundCard => ({
  of: 'section',
  key: item.section.id,
  section: item.section,
  marks,
});

/** What is one letter away is shown only where nothing anywhere is called so. */
export const isGuess = (found: readonly (Found<unknown> | undefined)[]): boolean =>
  found.some((one) => one?.isNear) && found.every((one) => !one || one.isNear || one.total === 0);

/** The hits of one search beside others, of which `guessed` says what `isGuess` said of them all. */
export const hitsOf = <T>(found: Found<T> | undefined, guessed: boolean): readonly Hit<T>[] =>
  !found || (found.isNear && !guessed) ? [] : found.hits;
