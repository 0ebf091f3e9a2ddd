import { endedByLeaving, later, leaversOf, moveOf, type Move } from './moves.ts';
import type { PreparedList } from './prepare.ts';
import { pathKey, type SectionPath } from './section-path.ts';

/** A section that the list does not have and in which nobody holds a post after `until`. */
export interface ClosingSection {
  id: string;
  path: SectionPath;
  until: string;
}

/**
 * Sections that end with this list. One in which somebody goes on working stays, and so does everything
 * above it: a list of one department closes nothing elsewhere.
 */
export function closingSections(
  { list, hall, tellsSections }: PreparedList,
  ended: Move['ended'],
): ClosingSection[] {
  if (!tellsSections) return [];
  const endOf = new Map(ended.map(({ id, until }) => [id, until]));
  const ends = new Map<string, string | null>();
  for (const post of hall.people.flatMap(({ posts }) => posts)) {
    const end = endOf.has(post.id) ? (endOf.get(post.id) ?? null) : post.until;
    for (let depth = 1; depth <= post.section.length; depth++) {
      const key = pathKey(post.section.slice(0, depth));
      const known = ends.get(key) ?? hall.today;
      ends.set(key, ends.get(key) === null || end === null ? null : later(known, end));
    }
  }
  const listed = new Set(list.sections.map(({ key }) => key));
  return hall.sections.flatMap(({ id, path }) => {
    const key = pathKey(path);
    const until = ends.has(key) ? (ends.get(key) ?? null) : hall.today;
    return listed.has(key) || until === null ? [] : [{ id, path, until }];
  });
}

/** As the page tells it: what ends anyway, and what ends only where the posts of the missing do. */
export function previewOfClosing(prepared: PreparedList): { path: string[]; onlyWithLeft: boolean }[] {
  const { difference, hall } = prepared;
  const ended = difference.people.flatMap((change) => moveOf(change, hall.today).ended);
  const anyway = new Set(closingSections(prepared, ended).map(({ id }) => id));
  const leaving = endedByLeaving(leaversOf(difference.left), hall.today);
  return closingSections(prepared, [...ended, ...leaving]).map(({ id, path }) => ({
    path: [...path],
    onlyWithLeft: !anyway.has(id),
  }));
}
