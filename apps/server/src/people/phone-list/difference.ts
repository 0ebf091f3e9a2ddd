import type { ColumnKind } from '@engawa/contract/phone-list';
import { numberKey } from './number-key.ts';
import type { ListedPerson, ListedPost } from './rows.ts';
import { pathKey, type SectionPath } from './section-path.ts';

/** A post held today or from a later day. */
export interface KnownPost {
  id: string;
  section: SectionPath;
  title: string;
  isHead: boolean;
  isMain: boolean;
  from: string;
  until: string | null;
}

/** A person as the hall knows them today. */
export interface KnownPerson {
  id: string;
  staffNo: string;
  loginName: string;
  name: string;
  kana: string;
  hasLeft: boolean;
  isAdministrator: boolean;
  orderNo: number;
  posts: readonly KnownPost[];
  extensions: readonly string[];
  directLine: string;
  email: string;
  duties: readonly string[];
}

/** What a second import means for one person; several can be true at once. */
export type Change = 'joined' | 'returned' | 'moved' | 'renamed' | 'details';

export interface PersonChange {
  /** As the list has them, with what the list does not tell taken from the hall. */
  person: ListedPerson;
  known: KnownPerson | undefined;
  changes: Change[];
}

export interface Difference {
  people: PersonChange[];
  /** In the hall and not in the list: told, never deleted. */
  left: KnownPerson[];
}

/**
 * Compares a list with the hall: by staff number alone, for names change and two people can share one.
 * `told` are the columns that the list has: what it does not tell stays as it is.
 */
export function differenceOf(
  listed: readonly ListedPerson[],
  known: readonly KnownPerson[],
  told: ReadonlySet<ColumnKind>,
  outside: readonly string[] = [],
): Difference {
  const byStaffNo = new Map(known.map((person) => [numberKey(person.staffNo), person]));
  const met = new Set(outside.map((staffNo) => byStaffNo.get(numberKey(staffNo))));
  const people = listed.map((one): PersonChange => {
    const before = byStaffNo.get(numberKey(one.staffNo));
    if (!before) return { person: one, known: undefined, changes: ['joined'] };
    met.add(before);
    const person = completed(one, before, told);
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

/** Whether the list says at all where people work. */
export function tellsSections(told: ReadonlySet<ColumnKind>): boolean {
  return !SECTION_COLUMNS.isDisjointFrom(told);
}

/** The columns that say where somebody works. */
export const SECTION_COLUMNS: ReadonlySet<ColumnKind> = new Set([
  'department',
  'division',
  'unit',
  'section',
]);

function completed(person: ListedPerson, before: KnownPerson, told: ReadonlySet<ColumnKind>): ListedPerson {
  return {
    ...person,
    staffNo: before.staffNo,
    kana: person.kana || before.kana,
    loginName: person.loginName || before.loginName,
    posts: completedPosts(person, before, told),
    extensions: told.has('extension') ? person.extensions : [...before.extensions],
    directLine: told.has('directLine') ? person.directLine : before.directLine,
    email: told.has('email') ? person.email : before.email,
    duties: told.has('duties') ? person.duties : [...before.duties],
  };
}

function completedPosts(
  person: ListedPerson,
  before: KnownPerson,
  told: ReadonlySet<ColumnKind>,
): ListedPost[] {
  if (!tellsSections(told)) return before.posts.map(asListed);
  const posts = person.posts.map((post) => {
    const same = before.posts.find(
      (one) => pathKey(one.section) === pathKey(post.section) && one.isMain === post.isMain,
    );
    if (!same) return post;
    const titled =
      told.has('post') || !post.isMain ? post : { ...post, title: same.title, isHead: same.isHead };
    return told.has('until') ? titled : { ...titled, until: same.until ?? undefined };
  });
  const keepsOthers = !told.has('concurrent') && posts.every(({ isMain }) => isMain);
  return keepsOthers ? [...posts, ...before.posts.filter(({ isMain }) => !isMain).map(asListed)] : posts;
}

function asListed({ section, title, isHead, isMain, from, until }: KnownPost): ListedPost {
  return { section, title, isHead, isMain, from, until: until ?? undefined };
}

function changesOf(person: ListedPerson, before: KnownPerson): Change[] {
  const changes: Change[] = [];
  if (before.hasLeft) changes.push('returned');
  if (postsKey(person.posts) !== postsKey(before.posts)) changes.push('moved');
  if (person.name !== before.name || person.kana !== before.kana) changes.push('renamed');
  if (detailsKey(person) !== detailsKey(before)) changes.push('details');
  return changes;
}

type Post = Pick<ListedPost, 'section' | 'title' | 'isMain'> & { until?: string | null | undefined };

/** What makes two posts the same. */
export function postKey({ section, title, isMain }: Post): string {
  return `${pathKey(section)}\u0002${title}\u0002${isMain}`;
}

function postsKey(posts: readonly Post[]): string {
  return posts
    .map((post) => `${postKey(post)}\u0002${post.until ?? ''}`)
    .toSorted()
    .join('\u0003');
}

type Details = Pick<KnownPerson, 'extensions' | 'directLine' | 'email' | 'duties' | 'loginName'>;

function detailsKey({ extensions, directLine, email, duties, loginName }: Details): string {
  const lists = [extensions, duties].map((list) => list.toSorted().join('\u0004'));
  return [...lists, directLine, email, loginName].join('\u0003');
}
