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

interface Index<T> {
  entries: readonly SearchEntry<T>[];
  /** Where the fields of each entry begin in the two lists below; one more than entries. */
  begins: Int32Array;
  /** For every field of every entry the number of its term, and what a find there is worth. */
  termAt: Int32Array;
  weightAt: Float32Array;
  terms: Term[];
  numbers: Haystack;
  texts: Haystack;
  keys: readonly [Haystack, Haystack, Haystack];
}

const HONORIFICS = new Set(['さん', 'さま', '様', '氏', '君', 'くん', '殿']);
const NONE = { hits: [], total: 0 };
/** The grade from which a find is a whole name. */
const WHOLE_NAME = 97;

/** Builds the index once; equal texts (a section's name on 300 people) are kept and compared once. */
export function buildSearchIndex<T>(list: readonly SearchEntry<T>[]): SearchIndex<T> {
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
  for (const { fields } of entries) {
    for (const { kind, text, weight } of fields) {
      termAt[place] = numberOf(kind, text);
      weightAt[place++] = weight;
    }
  }
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
  return { search: (query, limit = 50) => search(index, query, limit) };
}

function search<T>(index: Index<T>, query: string, limit: number): Found<T> {
  const tokens = tokensOf(query);
  const [only, second] = tokens;
  if (!only) {
    const hits = index.entries.slice(0, limit).map(({ item }) => ({ item, score: 0, marks: [] }));
    return { hits, total: index.entries.length };
  }
  const grades = tokens.map((token) => gradesOf(index, token));
  const scores = new Int32Array(index.entries.length);
  for (let at = 0; at < scores.length; at++) scores[at] = scoreOf(index, at, grades);
  const found = best(index, scores, limit, () => tokens);
  if (found.total > 0 || second) return found;
  const joined = searchJoined(index, only, limit);
  return joined.total > 0 ? joined : searchShortened(index, only, limit);
}

function tokensOf(query: string): Token[] {
  return query
    .split(/[\s\u3000]+/u)
    .filter((word) => foldTight(word) !== '')
    .slice(0, 6)
    .map(tokenOf);
}

function gradesOf<T>({ terms, numbers, texts, keys }: Index<T>, token: Token, least = 1): Uint8Array {
  const grades = new Uint8Array(terms.length);
  const raise = (hay: Haystack, needle: string, grade: (term: Term, at: number) => number) => {
    eachHolding(hay, needle, (number, at) => {
      const term = terms[number];
      const here = term ? grade(term, at) : 0;
      if (here >= least && here > (grades[number] ?? 0)) grades[number] = here;
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

function scoreOf<T>({ begins, termAt, weightAt }: Index<T>, at: number, grades: Uint8Array[]): number {
  const [from, to] = [begins[at] ?? 0, begins[at + 1] ?? 0];
  let sum = 0;
  for (const grade of grades) {
    let top = 0;
    for (let i = from; i < to; i++) {
      const here = (grade[termAt[i] ?? 0] ?? 0) * (weightAt[i] ?? 0);
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
    const entry = index.entries[at];
    return entry
      ? [{ item: entry.item, score: scores[at] ?? 0, marks: marksOf(index, at, tokensAt(at)) }]
      : [];
  });
  return { hits, total };
}

// 山崎係長, 税務課山崎, 山﨑さん: nothing is called so, but one word begins it and another ends it.
function searchJoined<T>(index: Index<T>, { text }: Token, limit: number): Found<T> {
  if (text.length > 24 || !/\p{Script=Han}/u.test(text)) return NONE;
  const scores = new Int32Array(index.entries.length);
  const met = new Map<number, readonly Token[]>();
  for (const [leftText, rightText, bonus] of cuts(text)) {
    const left = tokenOf(leftText);
    const begins = gradesOf(index, left, leftText.length === 1 ? WHOLE_NAME : 1);
    if (isEmpty(begins)) continue;
    const right = HONORIFICS.has(rightText) ? undefined : tokenOf(rightText);
    const tokens = right ? [left, right] : [left];
    const grades = right ? [begins, gradesOf(index, right)] : [begins];
    for (let place = 0; place < scores.length; place++) {
      const score = scoreOf(index, place, grades);
      if (score === 0 || score + bonus <= (scores[place] ?? 0)) continue;
      scores[place] = score + bonus;
      met.set(place, tokens);
    }
  }
  return best(index, scores, limit, (at) => met.get(at) ?? []);
}

/** Where a joined word may be cut. In 総務係長 the 係 belongs to both sides, and that reading is the better one. */
function cuts(text: string): [left: string, right: string, bonus: number][] {
  const found: [string, string, number][] = [];
  for (let at = text.length - 1; at > 0; at--) {
    if (/[\udc00-\udfffゃゅょっー]/.test(text.charAt(at))) continue;
    const [left, right] = [text.slice(0, at), text.slice(at)];
    if (/^長/.test(right) && /[部課係室所館園局校]$/.test(left)) found.push([left, text.slice(at - 1), 50]);
    if (right.length > 1 || HONORIFICS.has(right)) found.push([left, right, 0]);
  }
  return found;
}

// 国保 for 国民健康保険, 選管 for 選挙管理委員会: each character in its order, the first one beginning a word.
function searchShortened<T>(index: Index<T>, { text }: Token, limit: number): Found<T> {
  if (!/^\p{Script=Han}{2,4}$/u.test(text)) return NONE;
  const pattern = new RegExp(Array.from(text).join('\\p{L}{0,5}'), 'u');
  const grades = Uint8Array.from(index.terms, ({ kind, folded }) =>
    kind === 'words' && pattern.test(folded) ? 50 : 0,
  );
  const scores = new Int32Array(index.entries.length);
  for (let at = 0; at < scores.length; at++) scores[at] = scoreOf(index, at, [grades]);
  return best(index, scores, limit, () => []);
}

function marksOf<T>(
  { entries, begins, termAt, terms }: Index<T>,
  at: number,
  tokens: readonly Token[],
): Mark[] {
  const fields = entries[at]?.fields ?? [];
  return tokens.flatMap((token) =>
    fields.flatMap(({ name, index }, i) => {
      const term = terms[termAt[(begins[at] ?? 0) + i] ?? -1];
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
