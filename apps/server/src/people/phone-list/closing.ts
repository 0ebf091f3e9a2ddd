import { endedByLeaving, later, leaversOf, moveOf, type Move } from './moves.ts';
import type { PreparedList } from './prepare.ts';
import { pathKey, type SectionPath } from './section-path.ts';

/** A section that this list empties, and in which nobody holds a post after `until`. */
export interface ClosingSection {
  id: string;
  path: SectionPath;
  until: string;
}

/**
 * Sections that end with this list: those that it does not have, out of which it moves somebody, and in which
 * nobody goes on working. One that stood empty before is not this list's affair, and what has an open section
 * below it stays open itself. `mayClose` leaves out what somebody wants to keep.
 */
export function closingSections(
  { list, hall, tellsSections }: PreparedList,
  ended: Move['ended'],
  mayClose: (id: string) => boolean = () => true,
): ClosingSection[] {
  if (!tellsSections) return [];
  const endOf = new Map(ended.map(({ id, until }) => [id, until]));
  /** Of each section with posts in it or below, whether the list ends one and when the last of them ends. */
  const posts = new Map<string, { isEmptied: boolean; until: string | null }>();
  for (const post of hall.people.flatMap((person) => person.posts)) {
    const end = endOf.has(post.id) ? (endOf.get(post.id) ?? null) : post.until;
    const isEnded = end !== null && endOf.has(post.id);
    for (let depth = 1; depth <= post.section.length; depth++) {
      const key = pathKey(post.section.slice(0, depth));
      const known = posts.get(key) ?? { isEmptied: false, until: hall.today };
      posts.set(key, {
        isEmptied: known.isEmptied || isEnded,
        until: known.until === null || end === null ? null : later(known.until, end),
      });
    }
  }
  const listed = new Set(list.sections.map(({ key }) => key));
  const staying = new Set<string>();
  const closing = hall.sections
    .toSorted((one, other) => other.path.length - one.path.length)
    .flatMap(({ id, path }) => {
      const key = pathKey(path);
      const { isEmptied = false, until = null } = posts.get(key) ?? {};
      if (isEmptied && until !== null && !listed.has(key) && !staying.has(key) && mayClose(id))
        return [{ id, path, until }];
      if (path.length > 1) staying.add(pathKey(path.slice(0, -1)));
      return [];
    });
  const ends = new Map(closing.map((section) => [section.id, section]));
  return hall.sections.flatMap(({ id }) => ends.get(id) ?? []);
}

/** As the page proposes it: what may end anyway, and what only where the posts of the missing do. */
export function previewOfClosing(
  prepared: PreparedList,
): { id: string; path: string[]; onlyWithLeft: boolean }[] {
  const { difference, hall } = prepared;
  const ended = difference.people.flatMap((change) => moveOf(change, hall.today).ended);
  const anyway = new Set(closingSections(prepared, ended).map(({ id }) => id));
  const leaving = endedByLeaving(leaversOf(difference.left), hall.today);
  return closingSections(prepared, [...ended, ...leaving]).map(({ id, path }) => ({
    id,
    path: [...path],
    onlyWithLeft: !anyway.has(id),
  }));
}
