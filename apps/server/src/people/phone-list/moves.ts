import { postKey, type KnownPerson, type KnownPost, type PersonChange } from './difference.ts';
import type { ListedPost } from './rows.ts';

/** What becomes of the posts of one person. */
export interface Move {
  ended: { id: string; until: string | null }[];
  begun: ListedPost[];
}

// Posts that stay are left alone. The old ones end on the day the first new one begins, today at the earliest.
export function moveOf({ person, known, changes }: PersonChange, today: string): Move {
  if (!known) return { ended: [], begun: person.posts };
  if (!changes.includes('moved') && !changes.includes('returned')) return { ended: [], begun: [] };
  const wanted = new Map(person.posts.map((post) => [postKey(post), post]));
  const staying = known.posts.filter((post) => wanted.has(postKey(post)));
  const kept = new Set(staying.map(postKey));
  const begun = person.posts.filter((post) => !kept.has(postKey(post)));
  const first = begun.map(({ from }) => from ?? today).toSorted()[0] ?? today;
  const ended = known.posts.filter((post) => !kept.has(postKey(post)));
  return {
    ended: [
      ...ended.map(({ id, from }) => ({ id, until: later(from, later(first, today)) })),
      ...staying.flatMap((post) => untilChange(post, wanted.get(postKey(post)))),
    ],
    begun,
  };
}

function untilChange(post: KnownPost, listed: ListedPost | undefined): Move['ended'] {
  const until = listed?.until ?? null;
  return until === post.until ? [] : [{ id: post.id, until }];
}

/** The later of two days. */
export function later(one: string, other: string): string {
  return one > other ? one : other;
}

/** The posts that end because their holders are not in the list. */
export function endedByLeaving(leavers: readonly KnownPerson[], today: string): Move['ended'] {
  return leavers.flatMap(({ posts }) => posts.map(({ id, from }) => ({ id, until: later(from, today) })));
}

/** Those of the missing whose posts may end: an administrator stays, lest nobody can sign in any more. */
export function leaversOf(left: readonly KnownPerson[]): KnownPerson[] {
  return left.filter(({ isAdministrator }) => !isAdministrator);
}
