import type { Finding } from '@engawa/contract/phone-list';
import type { ListedPerson } from './rows.ts';
import { PathEnds } from './path-ends.ts';
import { pathKey, type SectionPath } from './section-path.ts';
import { settleWritten } from './written-by-hand.ts';

/** A section of the tree to be made; order is that of the list (職制順). */
export interface ListedSection {
  key: string;
  parentKey: string | undefined;
  name: string;
  path: SectionPath;
  order: number;
  /** People whose post lies in the section itself. */
  people: number;
}

export interface SectionTree {
  sections: ListedSection[];
  findings: Finding[];
}

/**
 * The tree that the list needs, and every concurrent post brought to a full path: lists name those
 * sections in short (危機管理係, 総務課 危機管理係), or name a team that stands nowhere else.
 */
export function sectionsOf(
  people: ListedPerson[],
  existing: readonly SectionPath[] = [],
  byHand: ReadonlySet<number> = new Set(),
): SectionTree {
  const astray = settleWritten(people, byHand, existing);
  const tree: Tree = { byKey: new Map(), keys: new Map() };
  const findings: Finding[] = [];
  for (const { posts } of people) {
    for (const { section, isMain } of posts) if (isMain) add(tree, section);
  }
  const known = [...[...tree.byKey.values()].map(({ path }) => path), ...existing];
  const ends = new PathEnds(known);
  const standing = new Set(existing.map(pathKey));
  const isNested = known.some((path) => path.length > 1 && isUnit(path.at(-1) ?? ''));
  for (const person of people) {
    const home = person.posts[0]?.section ?? [];
    for (const post of person.posts) {
      if (post.section.length === 0) continue;
      if (!post.isMain) {
        const found = nearest(ends.of(post.section), home);
        if (!found) findings.push(newSection(person.line, post.section));
        post.section = found ?? post.section;
      }
      const node = tree.byKey.get(add(tree, post.section));
      if (node) node.people += 1;
    }
    const lone = astray.has(person.line) ? home.at(-1) : loneUnit(home, isNested);
    if (lone && !standing.has(pathKey(home))) {
      findings.push({
        line: person.line,
        code: 'unknown_superior',
        blocks: true,
        column: 'section',
        about: lone,
      });
    }
    if (person.posts.every(({ section }) => section.length === 0)) {
      findings.push({ line: person.line, code: 'no_section', blocks: false });
    }
  }
  return { sections: [...tree.byKey.values()], findings };
}

const isUnit = (name: string): boolean => name.endsWith('係');

// A 係 stands under a 課, unless this hall has none that does: alone it would become a section at the top.
function loneUnit(path: SectionPath, isNested: boolean): string | undefined {
  const [name] = path;
  return isNested && path.length === 1 && name && isUnit(name) ? name : undefined;
}

interface Tree {
  byKey: Map<string, ListedSection>;
  /** Keys of paths already added, by the path as it is written. */
  keys: Map<string, string>;
}

function add(tree: Tree, path: SectionPath): string {
  const written = path.join('\u0001');
  const have = tree.keys.get(written);
  if (have !== undefined) return have;
  const parentKey = path.length > 1 ? add(tree, path.slice(0, -1)) : undefined;
  const key = pathKey(path);
  tree.keys.set(written, key);
  if (path.length > 0 && !tree.byKey.has(key)) {
    tree.byKey.set(key, { key, parentKey, name: path.at(-1) ?? '', path, order: tree.byKey.size, people: 0 });
  }
  return key;
}

// Several sections of that name (庶務係 is in every 課): the one closest to the person's own.
function nearest(candidates: readonly SectionPath[], home: SectionPath): SectionPath | undefined {
  const shared = (path: SectionPath) => {
    const different = path.findIndex((name, at) => pathKey([name]) !== pathKey([home[at] ?? '']));
    return different < 0 ? path.length : different;
  };
  return candidates.toSorted((a, b) => shared(b) - shared(a) || a.length - b.length)[0];
}

function newSection(line: number, path: SectionPath): Finding {
  return {
    line,
    code: 'new_section_by_concurrent',
    blocks: false,
    column: 'concurrent',
    about: path.join(' '),
  };
}
