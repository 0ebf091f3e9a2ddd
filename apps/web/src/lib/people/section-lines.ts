import type { PreviewSection } from '@engawa/contract/phone-list';

/** A line of the section tree that a list makes. */
export type SectionLine = {
  key: string;
  name: string;
  depth: number;
  people: number;
  state: 'standing' | 'new' | 'closing';
};

/** The sections of a list as a tree, in the order of the list; those that end stand last beside theirs. */
export function sectionLines(
  sections: readonly PreviewSection[],
  closing: readonly (readonly string[])[],
): SectionLine[] {
  const all = [
    ...sections.map(({ path, people, isNew }) => ({
      path,
      people,
      state: isNew ? ('new' as const) : ('standing' as const),
    })),
    ...closing.map((path) => ({ path, people: 0, state: 'closing' as const })),
  ];
  const keyOf = (path: readonly string[]) => path.join('\u0001');
  const below = Map.groupBy(all, ({ path }) => keyOf(path.slice(0, -1)));
  const lines = (parent: string, depth: number): SectionLine[] =>
    (below.get(parent) ?? []).flatMap(({ path, people, state }) => {
      const key = keyOf(path);
      const line = { key, name: path.at(-1) ?? '', depth, people, state };
      return [line, ...lines(key, depth + 1)];
    });
  return lines('', 0);
}
