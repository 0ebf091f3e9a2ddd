import { pathKey, type SectionPath } from './section-path.ts';

/** Every known section, found by the end of its path: lists name sections in short. */
export class PathEnds {
  readonly #byEnd = new Map<string, Map<string, SectionPath>>();

  constructor(known: Iterable<SectionPath>) {
    for (const path of known) {
      for (let from = 0; from < path.length; from++) {
        const key = joined(path.slice(from));
        const found = this.#byEnd.get(key) ?? new Map<string, SectionPath>();
        this.#byEnd.set(key, found.set(pathKey(path), path));
      }
    }
  }

  of(end: SectionPath): SectionPath[] {
    return [...(this.#byEnd.get(joined(end))?.values() ?? [])];
  }

  /** The one that can be meant: written whole, or the only one that ends so. */
  one(end: SectionPath): SectionPath | undefined {
    const found = this.of(end);
    return found.find((path) => joined(path) === joined(end)) ?? (found.length === 1 ? found[0] : undefined);
  }
}

// Where a cell was cut is a guess: 健康福祉課地域包括支援センター係 is one name or two.
function joined(path: SectionPath): string {
  return pathKey([path.join('')]);
}
