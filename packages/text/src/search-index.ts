import { foldTight } from './fold.ts';
import { haystackOf } from './haystack.ts';
import { searchJoined, searchShortened } from './search-joined.ts';
import { searchNearly } from './search-nearly.ts';
import { best, gradesOf, scoreOf, type Found, type Index, type SearchEntry } from './search-rank.ts';
import { termOf, tokenOf, type FieldKind, type Term, type Token } from './search-term.ts';

export type { Found, Hit, Mark } from './search-rank.ts';

/** A list in memory, ready to be searched at every key press. */
export interface SearchIndex<T> {
  /**
   * The best `limit` (50) and how many there are; `favour` lifts what lies near to who asks, in points of 1,000
   * (a whole name is worth 970, the beginning of one 880).
   */
  search(query: string, limit?: number, favour?: (item: T) => number): Found<T>;
}

/** Builds the index once; equal texts (a section's name on 300 people) are kept and compared once. */
export const buildSearchIndex = <T>(list: readonly SearchEntry<T>[]): SearchIndex<T> =>
  finish(stepsOfSearchIndex(list));

/** Work that may rest between its steps. */
export type Steps<T> = Generator<undefined, T>;

/** Does all that is left of a work. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const entriesAtOnce = 20;

/** The same, step by step: a long list would hold up the page that builds it in one go. */
export function* stepsOfSearchIndex<T>(list: readonly SearchEntry<T>[]): Steps<SearchIndex<T>> {
  const entries = list.toSorted((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
  const terms: Term[] = [];
  const known: Record<FieldKind, Map<string, number>> = {
    name: new Map(),
    reading: new Map(),
    number: new Map(),
    words: new Map(),
  };
  const numberOf = (kind: FieldKind, text: string) => {
    const have = known[kind].get(text);
    if (have !== undefined) return have;
    const number = terms.push(termOf(kind, text)) - 1;
    known[kind].set(text, number);
    return number;
  };
  // Two long lists instead of two small ones for each person: making those took most of the time.
  const begins = new Int32Array(entries.length + 1);
  entries.forEach(({ fields }, at) => (begins[at + 1] = (begins[at] ?? 0) + fields.length));
  const total = begins[entries.length] ?? 0;
  const termAt = new Int32Array(total);
  const weightAt = new Float32Array(total);
  let place = 0;
  for (const [at, { fields }] of entries.entries()) {
    if (at % entriesAtOnce === 0) yield;
    for (const { kind, text, weight } of fields) {
      termAt[place] = numberOf(kind, text);
      weightAt[place++] = weight;
    }
  }
  yield;
  const keys = (level: 0 | 1 | 2) => haystackOf(terms.map((term) => term.keys[level]));
  const index: Index<T> = {
    entries,
    begins,
    termAt,
    weightAt,
    terms,
    numbers: haystackOf(terms.map(({ kind, folded }) => (kind === 'number' ? folded : ''))),
    texts: haystackOf(terms.map(({ kind, folded }) => (kind === 'number' ? '' : folded))),
    keys: [keys(0), keys(1), keys(2)],
  };
  return { search: (query, limit = 50, favour) => search(index, query, limit, favour) };
}

function search<T>(index: Index<T>, query: string, limit: number, favour?: (item: T) => number): Found<T> {
  const tokens = tokensOf(query);
  const [only, second] = tokens;
  if (!only) {
    const hits = index.entries.slice(0, limit).map(({ item }) => ({ item, score: 0, marks: [] }));
    return { hits, total: index.entries.length };
  }
  const grades = tokens.map((token) => gradesOf(index, token));
  const scores = new Int32Array(index.entries.length);
  for (let at = 0; at < scores.length; at++) scores[at] = scoreOf(index, at, grades);
  if (favour) lift(index, scores, favour);
  const found = best(index, scores, limit, () => tokens);
  if (found.total > 0 || second) return found;
  const joined = searchJoined(index, only, limit);
  if (joined.total > 0) return joined;
  const short = searchShortened(index, only, limit);
  return short.total > 0 ? short : searchNearly(index, query.trim(), limit);
}

function lift<T>({ entries }: Index<T>, scores: Int32Array, favour: (item: T) => number): void {
  for (const [at, { item }] of entries.entries()) {
    const score = scores[at] ?? 0;
    if (score > 0) scores[at] = score + favour(item);
  }
}

function tokensOf(query: string): Token[] {
  return query
    .split(/[\s\u3000]+/u)
    .filter((word) => foldTight(word) !== '')
    .slice(0, 6)
    .map(tokenOf);
}
