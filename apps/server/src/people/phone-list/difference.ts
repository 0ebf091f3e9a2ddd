import { foldTight } from '@engawa/text/fold';
import type { ListedPerson, ListedPost } from './rows.ts';
import { pathKey, type SectionPath } from './section-path.ts';

/** A person as the hall knows them today. */
export interface KnownPerson {
  id: string;
  staffNo: string;
  name: string;
  kana: string;
  hasLeft: boolean;
  posts: readonly { section: SectionPath; title: string; isMain: boolean }[];
  extensions: readonly string[];
  directLine: string;
  email: string;
  duties: readonly string[];
}

/** What a second import means for one person; several can be true at once. */
export type Change = 'joined' | 'returned' | 'moved' | 'renamed' | 'details';

export interface PersonChange {
  person: ListedPerson;
  known: KnownPerson | undefined;
  changes: Change[];
}

export interface Difference {
  people: PersonChange[];
  /** In the hall and not in the list: told, never deleted. */
  left: KnownPerson[];
}

/** Compares a list with the hall: by staff number alone, for names change and two people can share one. */
export function differenceOf(listed: readonly ListedPerson[], known: readonly KnownPerson[]): Difference {
  const byStaffNo = new Map(known.map((person) => [numberKey(person.staffNo), person]));
  const met = new Set<KnownPerson>();
  const people = listed.map((person): PersonChange => {
    const before = byStaffNo.get(numberKey(person.staffNo));
    if (!before) return { person, known: undefined, changes: ['joined'] };
    met.add(before);
    return { person, known: before, changes: changesOf(person, before) };
  });
  return { people, left: known.filter((person) => !met.has(person) && !person.hasLeft) };
}

/** How many people of each kind; one who moved and was renamed counts in both. */
export function countsOf({ people, left }: Difference): Record<Change | 'left' | 'unchanged', number> {
  const count = (change: Change) => people.filter(({ changes }) => changes.includes(change)).length;
  return {
    joined: count('joined'),
    returned: count('returned'),
    moved: count('moved'),
    renamed: count('renamed'),
    details: count('details'),
    left: left.length,
    unchanged: people.filter(({ changes }) => changes.length === 0).length,
  };
}

// Excel eats the zeros at the start of a number.
function numberKey(staffNo: string): string {
  return foldTight(staffNo).replace(/^0+(?=.)/, '');
}

function changesOf(person: ListedPerson, before: KnownPerson): Change[] {
  const changes: Change[] = [];
  if (before.hasLeft) changes.push('returned');
  if (postsKey(person.posts) !== postsKey(before.posts)) changes.push('moved');
  if (person.name !== before.name || (person.kana !== '' && person.kana !== before.kana))
    changes.push('renamed');
  if (detailsKey(person) !== detailsKey(before)) changes.push('details');
  return changes;
}

type Post = Pick<ListedPost, 'section' | 'title' | 'isMain'>;

function postsKey(posts: readonly Post[]): string {
  return posts
    .map(({ section, title, isMain }) => `${pathKey(section)}\u0002${title}\u0002${isMain}`)
    .toSorted()
    .join('\u0003');
}

function detailsKey({
  extensions,
  directLine,
  email,
  duties,
}: Omit<KnownPerson, 'posts' | 'id'> | ListedPerson): string {
  return [extensions.toSorted().join(), directLine, email, duties.toSorted().join('、')].join('\u0003');
}
