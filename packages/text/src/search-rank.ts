import { eachHolding, type Haystack } from './haystack.ts';
import {
  gradeOfNumber,
  gradeOfReading,
  gradeOfText,
  LEVELS,
  markIn,
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
  /** Nothing is called so: these are one letter away from it. */
  isNear?: boolean;
}

/** The list laid out for searching. */
export interface Index<T> {
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
  /** For words with a slip in them. */
  near?: NearTable;
}

/** Keys from the start of each word of a reading, beside the number of their term. */
export interface NearTable {
  keys: string[];
  terms: number[];
}

/** What every term of the index is worth for one word of the query; below `least` counts as nothing. */
export function gradesOf<T>({ terms, numbers, texts, keys }: Index<T>, token: Token, least = 1): Uint8Array {
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

/** What an entry is worth: each word counts where it is met best, and must be met somewhere. */
export function scoreOf<T>({ begins, termAt, weightAt }: Index<T>, at: number, grades: Uint8Array[]): number {
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

/** The best entries in order, with what each of them met. */
export function best<T>(
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
