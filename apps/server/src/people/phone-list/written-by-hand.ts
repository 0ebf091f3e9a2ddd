import type { ListedPerson } from './rows.ts';
import type { SectionPath } from './section-path.ts';
import { PathEnds } from './path-ends.ts';

/**
 * Brings what was typed into a row to the section that is meant by it: 総務課 is 総務部 総務課 where the
 * others say so. Answers the lines whose 課 would stand at the top though this hall's stand under a 部.
 */
export function settleWritten(
  people: readonly ListedPerson[],
  lines: ReadonlySet<number>,
  existing: readonly SectionPath[],
): Set<number> {
  const astray = new Set<number>();
  if (lines.size === 0) return astray;
  const listed = people.filter(({ line }) => !lines.has(line)).flatMap(({ posts }) => posts);
  const known = [...listed.filter(({ isMain }) => isMain).map(({ section }) => section), ...existing];
  const all = known.flatMap((path) => path.map((_name, at) => path.slice(0, at + 1)));
  const ends = new PathEnds(all);
  const isNested = all.some((path) => path.length > 1 && isDivision(path.at(-1)));
  for (const { line, posts } of people) {
    const [post] = posts;
    if (!post || !lines.has(line)) continue;
    const above = ends.one(post.section.slice(0, -1));
    const meant = ends.one(post.section) ?? (above && [...above, ...post.section.slice(-1)]);
    if (!meant && isNested && post.section.length > 1 && isDivision(post.section[0])) astray.add(line);
    post.section = meant ?? post.section;
  }
  return astray;
}

const isDivision = (name: string | undefined): boolean => name !== undefined && /[課室]$/u.test(name);
