import type { PreviewSection } from '@engawa/contract/phone-list';
import type { Closing } from './phone-list.svelte.ts';

/** A line of the section tree that a list makes. */
export type SectionLine = {
  key: string;
  name: string;
  depth: number;
  people: number;
  state: 'standing' | 'new' | 'returning' | 'emptied';
  /** Of one that is emptied: whether it ends. */
  closing?: Closing;
};

/** The sections of a list as a tree, in the order of the list; those it empties stand last beside theirs. */
export function sectionLines(
  sections: readonly PreviewSection[],
  closing: readonly Closing[],
): SectionLine[] {
  const all = [
    ...sections.map(({ path, people, isNew, returns }) => ({
      path,
      people,
      state: returns ? ('returning' as const) : isNew ? ('new' as const) : ('standing' as const),
    })),
    ...closing.map((one) => ({ path: one.path, people: 0, state: 'emptied' as const, closing: one })),
  ];
  const keyOf = (path: readonly string[]) => path.join('\u0001');
  const below = Map.groupBy(all, ({ path }) => keyOf(path.slice(0, -1)));
  const lines = (parent: string, depth: number): SectionLine[] =>
    (below.get(parent) ?? []).flatMap(({ path, ...rest }) => {
      const key = keyOf(path);
      const line = { key, name: path.at(-1) ?? '', depth, ...rest };
      return [line, ...lines(key, depth + 1)];
    });
  return lines('', 0);
}

/** The lines of each section that has none above it, together. */
export function byDepartment(lines: readonly SectionLine[]): SectionLine[][] {
  const departments: SectionLine[][] = [];
  for (const line of lines) {
    const last = departments.at(-1);
    if (line.depth === 0 || !last) departments.push([line]);
    else last.push(line);
  }
  return departments;
}
