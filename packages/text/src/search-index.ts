import { foldTight, foldWithPlaces, placeOf } from './fold.ts';
import { eachHolding, haystackOf, type Haystack } from './haystack.ts';
import {
  gradeOfNumber,
  gradeOfReading,
  gradeOfText,
  LEVELS,
  markIn,
  termOf,
  tokenOf,
  type FieldKind,
  type Term,
  type Token,
} from './search-term.ts';

/** One searchable text of an entry. `weight` is a share of 1: how much a find here is worth. */
export interface SearchField {
  name: string;
  index: number;
  text: string;
  kind: FieldKind;
  weight: number;
}

/** What stands in an index: the thing itself, its texts, and its place among equals. */
export interface SearchEntry<T> {
  item: T;
  fields: SearchField[];
  order: string;
}

/** A stretch of one field that the query met, in code units of the field's text. */
export interface Mark {
  field: string;
  index: number;
  from: number;
  to: number;
}

/** One thing found. */
export interface Hit<T> {
  item: T;
  score: number;
  marks: Mark[];
}

/** What a search gave: the best hits and how many there are in all. */
export interface Found<T> {
  hits: Hit<T>[];
  total: number;
}

/** A list in memory, ready to be searched at every key press. */
export interface SearchIndex<T> {
  search(query: string, limit?: number): Found<T>;
}

interface Row<T> {
  item: T;
  fields: SearchField[];
  /** The terms by number, and what a find in each is worth. */
  numbers: Int32Array;
  weights: Float32Array;
}

interface Index<T> {
  rows: Row<T>[];
  terms: Term[];
  numbers: Haystack;
  texts: Haystack;
  keys: readonly [Haystack, Haystack, Haystack];
}

const HONORIFICS = new Set(['さん', 'さま', '様', '氏', '君', 'くん', '殿']);
const NONE = { hits: [], total: 0 };

/** Builds the index once; equal texts (a section's name on 300 people) are kept and compared once. */
export function buildSearchIndex<T>(entries: readonly SearchEntry<T>[]): SearchIndex<T> {
  const terms: Term[] = [];
  const known: Record<FieldKind, Map<string, number>> = {
    name: new Map(),
    reading: new Map(),
    number: new Map(),
    words: new Map(),
  };
  const numberOf = ({ kind, text }: SearchField) => {
    const have = known[kind].get(text);
    if (have !== undefined) return have;
    const number = terms.push(termOf(kind, text)) - 1;
    known[kind].set(text, number);
    return number;
  };
  const rows = entries
    .toSorted((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0))
    .map(({ item, fields }): Row<T> => {
      const numbers = Int32Array.from(fields, numberOf);
      return { item, fields, numbers, weights: Float32Array.from(fields, ({ weight }) => weight) };
    });
  const keys = (level: 0 | 1 | 2) => haystackOf(terms.map((term) => term.keys[level]));
  const index: Index<T> = {
    rows,
    terms,
    numbers: haystackOf(terms.map(({ kind, folded }) => (kind === 'number' ? folded : ''))),
    texts: haystackOf(terms.map(({ kind, folded }) => (kind === 'number' ? '' : folded))),
    keys: [keys(0), keys(1), keys(2)],
  };
  return { search: (query, limit = 50) => search(index, query, limit) };
}

function search<T>(index: Index<T>, query: string, limit: number): Found<T> {
  const tokens = tokensOf(query);
  const [only, second] = tokens;
  if (!only) {
    const hits = index.rows.slice(0, limit).map(({ item }) => ({ item, score: 0, marks: [] }));
    return { hits, total: index.rows.length };
  }
  const grades = tokens.map((token) => gradesOf(index, token));
  const scores = Int32Array.from(index.rows, (row) => scoreOf(row, grades));
  const found = best(index, scores, limit, () => tokens);
  return found.total > 0 || second ? found : searchJoined(index, only, limit);
}

function tokensOf(query: string): Token[] {
  return query
    .split(/[\s\u3000]+/u)
    .filter((word) => foldTight(word) !== '')
    .slice(0, 6)
    .map(tokenOf);
}

function gradesOf<T>({ terms, numbers, texts, keys }: Index<T>, token: Token): Uint8Array {
  const grades = new Uint8Array(terms.length);
  const raise = (hay: Haystack, needle: string, grade: (term: Term, at: number) => number) => {
    eachHolding(hay, needle, (number, at) => {
      const term = terms[number];
      if (term) grades[number] = Math.max(grades[number] ?? 0, grade(term, at));
    });
  };
  if (token.digits) raise(numbers, token.digits, (term, at) => gradeOfNumber(term, token, at));
  raise(texts, token.text, (term, at) => gradeOfText(term, token, at));
  for (const level of LEVELS) {
    for (const needle of token.needles[level]) {
      raise(keys[level], needle, (term, at) => gradeOfReading(term, token, level, at));
    }
  }
  return grades;
}

// A loop and not some(): it runs over 30,000 grades for each place where a word may be cut.
function isEmpty(grades: Uint8Array): boolean {
  for (let i = 0; i < grades.length; i++) if (grades[i] !== 0) return false;
  return true;
}

function scoreOf<T>({ numbers, weights }: Row<T>, grades: Uint8Array[]): number {
  let sum = 0;
  for (const grade of grades) {
    let top = 0;
    for (let i = 0; i < numbers.length; i++) {
      const here = (grade[numbers[i] ?? 0] ?? 0) * (weights[i] ?? 0);
      if (here > top) top = here;
    }
    if (top === 0) return 0;
    sum += top;
  }
  return Math.round((sum * 10) / grades.length);
}

// One number carries score and place, so that sorting is one pass over plain numbers.
const SPAN = 2 ** 20;

function best<T>(
  index: Index<T>,
  scores: Int32Array,
  limit: number,
  tokensAt: (at: number) => readonly Token[],
): Found<T> {
  const keys = new Float64Array(scores.length);
  let total = 0;
  scores.forEach((score, at) => {
    if (score > 0) keys[total++] = (2000 - score) * SPAN + at;
  });
  const hits = Array.from(keys.subarray(0, total).sort().subarray(0, limit)).flatMap((key) => {
    const at = key % SPAN;
    const row = index.rows[at];
    return row
      ? [{ item: row.item, score: scores[at] ?? 0, marks: marksOf(index.terms, row, tokensAt(at)) }]
      : [];
  });
  return { hits, total };
}

// 山崎係長, 税務課山崎, 山﨑さん: nothing is called so, but one word begins it and another ends it.
function searchJoined<T>(index: Index<T>, { text }: Token, limit: number): Found<T> {
  if (text.length < 2 || text.length > 24 || /^[\x21-\x7e]+$/.test(text)) return NONE;
  const scores = new Int32Array(index.rows.length);
  const met = new Map<number, readonly Token[]>();
  for (let at = text.length - 1; at > 0; at--) {
    if (/[\udc00-\udfffゃゅょっー]/.test(text.charAt(at))) continue;
    const [left, right] = [tokenOf(text.slice(0, at)), tokenOf(text.slice(at))];
    const begins = gradesOf(index, left);
    if (isEmpty(begins)) continue;
    const tokens = HONORIFICS.has(right.text) ? [left] : [left, right];
    const grades = tokens.length === 1 ? [begins] : [begins, gradesOf(index, right)];
    for (const [place, row] of index.rows.entries()) {
      const score = scores[place] === 0 ? scoreOf(row, grades) : 0;
      if (score === 0) continue;
      scores[place] = score;
      met.set(place, tokens);
    }
  }
  return best(index, scores, limit, (at) => met.get(at) ?? []);
}

function marksOf<T>(terms: Term[], { fields, numbers }: Row<T>, tokens: readonly Token[]): Mark[] {
  return tokens.flatMap((token) =>
    fields.flatMap(({ name, index }, i) => {
      const term = terms[numbers[i] ?? -1];
      const place = term && markIn(term, token);
      return place ? [{ field: name, index, from: place[0], to: place[1] }] : [];
    }),
  );
}

/** Marks every place where folded words stand in a text; for lists that are not ranked by an index. */
export function marksIn(text: string, query: string): [number, number][] {
  const folded = foldWithPlaces(text);
  const found: [number, number][] = [];
  for (const word of tokensOf(query)) {
    for (
      let at = folded.text.indexOf(word.text);
      at >= 0;
      at = folded.text.indexOf(word.text, at + word.text.length)
    ) {
      found.push(placeOf(folded, at, at + word.text.length));
    }
  }
  return found.toSorted((a, b) => a[0] - b[0]);
}
