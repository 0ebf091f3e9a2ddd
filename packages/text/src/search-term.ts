import { fold, foldTight, foldWithPlaces, placeOf } from './fold.ts';
import { officeReadings } from './office-words.ts';
import { loosened, queryKeys, readingKey, shortened, type ReadingKey } from './romaji.ts';

/** What a field holds: a name as written, a reading in kana, a number, or office words (sections, duties). */
export type FieldKind = 'name' | 'reading' | 'number' | 'words';

/** A distinct text of the index, prepared for comparison. */
export interface Term {
  kind: FieldKind;
  text: string;
  folded: string;
  starts: number[];
  /** The keys of the reading from the start of each of its words, one text for each level of looseness. */
  keys: [string, string, string];
  firstKey: string;
}

/** One word of the query. */
export interface Token {
  text: string;
  digits: string;
  /** Keys with the sign of a start before them, one list for each level of looseness. */
  needles: [string[], string[], string[]];
}

/** The three levels, narrowest first. */
export const LEVELS = [0, 1, 2] as const;
type Level = (typeof LEVELS)[number];

const START = '\u0001';
const NARROWED = [(key: ReadingKey) => key, shortened, loosened] as const;

/** Prepares one word of the query. */
export function tokenOf(word: string): Token {
  const text = foldTight(word);
  const keys = queryKeys(word);
  const needles = (level: Level) => {
    const narrowed = keys.map((key) => NARROWED[level]({ text: key, ends: [] }).text);
    // A short key would meet half the hall once voicing is left open.
    return [...new Set(narrowed)]
      .filter((key) => key.length > (level === 2 ? 2 : 0))
      .map((key) => START + key);
  };
  return {
    text,
    digits: /^[0-9-]+$/.test(text) ? text.replaceAll('-', '') : '',
    needles: [needles(0), needles(1), needles(2)],
  };
}

// What is left of sh, ch and ts where their vowel was missed, and of an h where its s or c was.
const LEFT_OVER: readonly (readonly [RegExp, string])[] = [
  [/sh/g, 'si'],
  [/ch/g, 'ti'],
  [/ts/g, 'tu'],
  [/(?<=[^aiueo])h/g, ''],
];

/** The keys of a word in which a letter may be wrong, to be held against `nearKeysOf`. */
export const wordsNearly = (word: string): string[] =>
  queryKeys(word).map((key) => {
    const text = LEFT_OVER.reduce((rest, [from, to]) => rest.replace(from, to), key);
    return loosened({ text, ends: [] }).text;
  });

/** The keys of a word with each two neighbours in turn put the other way round: yamsahita is yamashita. */
export const wordsSwapped = (word: string): string[] =>
  Array.from({ length: word.length - 1 }, (_, at) =>
    queryKeys(word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2)),
  )
    .flat()
    .map((text) => loosened({ text, ends: [] }).text);

/** The widest keys of a term's readings, from the start of each of its words. */
export function nearKeysOf({ kind, keys }: Term): string[] {
  const widest = kind === 'reading' ? keys[2] : keys[1];
  return widest.split(START).slice(1);
}

/** Prepares one text of the index. */
export function termOf(kind: FieldKind, text: string): Term {
  const words = kind === 'reading' ? [] : fold(text).split(' ');
  const starts = words.map((_, i) => words.slice(0, i).join('').length);
  const readings = kind === 'reading' || kind === 'words' ? readingsOf(kind, text).map(({ key }) => key) : [];
  const keys = (level: Level) => {
    let joined = '';
    for (const key of readings) joined += START + NARROWED[level](key).text;
    return joined;
  };
  return {
    kind,
    text,
    folded:
      kind === 'reading' ? '' : kind === 'number' ? words.join('').replace(/[^0-9]/g, '') : words.join(''),
    starts,
    // Nobody half knows how an office word is read.
    keys: [keys(0), keys(1), kind === 'reading' ? keys(2) : ''],
    firstKey: START + firstKeyOf(kind, text),
  };
}

function firstKeyOf(kind: FieldKind, text: string): string {
  if (kind === 'reading') return shortened(readingKey(/[^\s\u3000]+/u.exec(text)?.[0] ?? '')).text;
  if (kind === 'words') return shortened(readingKey(officeReadings(text)[0]?.[0]?.kana ?? '')).text;
  return '';
}

interface Reading {
  key: ReadingKey;
  /** Place in the text for a place in the kana. */
  place: (kanaEnd: number) => number;
  from: number;
}

function readingsOf(kind: FieldKind, text: string): Reading[] {
  if (kind === 'words') return readingsOfWords(text);
  if (kind !== 'reading') return [];
  return Array.from(text.matchAll(/[^\s\u3000]+/gu), (part) => ({
    key: readingKey(text.slice(part.index)),
    place: (end: number) => part.index + end,
    from: part.index,
  }));
}

function readingsOfWords(text: string): Reading[] {
  return officeReadings(text).flatMap((run) =>
    run.map((word, i) => {
      const rest = run.slice(i);
      const place = (end: number) => {
        let left = end;
        for (const { kana, to } of rest) {
          if (left <= kana.length) return to;
          left -= kana.length;
        }
        return rest.at(-1)?.to ?? word.to;
      };
      return {
        key: readingKey(rest.map(({ kana }) => kana).join('')),
        place,
        from: word.from,
      };
    }),
  );
}

/** The grade of a number in which the digits stand at a place. */
export function gradeOfNumber({ folded }: Term, { digits }: Token, at: number): number {
  if (at === 0) return folded.length === digits.length ? 100 : 85;
  return digits.length >= 3 ? 45 : 0;
}

/** The grade of a written text in which the word stands at a place. */
export function gradeOfText({ folded, starts }: Term, { text }: Token, at: number): number {
  if (at === 0) return text.length === folded.length ? 100 : starts[1] === text.length ? 97 : 90;
  if (starts.includes(at)) return 78;
  // One Latin letter somewhere inside an address says nothing.
  return text.length === 1 && /[a-z0-9]/.test(text) ? 0 : 56;
}

const READING_GRADES = [
  { first: 88, other: 74 },
  { first: 84, other: 70 },
  { first: 30, other: 22 },
] as const;

/** The grade of a reading whose keys of that level hold the needle at a place. */
export function gradeOfReading(term: Term, token: Token, level: Level, at: number): number {
  const { first, other } = READING_GRADES[level];
  if (at > 0) return other;
  return level < 2 && token.needles[1].includes(term.firstKey) ? first + 8 : first;
}

/** Where in the text the word of the query is met. */
export function markIn(term: Term, token: Token): [number, number] | undefined {
  if (term.kind === 'number') return token.digits ? markInNumber(term.text, token.digits) : undefined;
  const at = term.kind === 'reading' ? -1 : term.folded.indexOf(token.text);
  if (at >= 0) return placeOfTight(term.text, at, at + token.text.length);
  const level = LEVELS.find((one) => token.needles[one].some((needle) => term.keys[one].includes(needle)));
  if (level === undefined) return undefined;
  for (const needle of token.needles[level]) {
    for (const { key, from, place } of readingsOf(term.kind, term.text)) {
      const narrowed = NARROWED[level](key);
      if (!narrowed.text.startsWith(needle.slice(1))) continue;
      return [from, place(narrowed.ends[needle.length - 2] ?? 0)];
    }
  }
  return undefined;
}

function markInNumber(text: string, digits: string): [number, number] | undefined {
  const places = Array.from(text.matchAll(/[0-9０-９]/g), ({ index }) => index);
  const at = places
    .map((place) => text.charAt(place).normalize('NFKC'))
    .join('')
    .indexOf(digits);
  const from = places[at];
  const last = places[at + digits.length - 1];
  return at < 0 || from === undefined || last === undefined ? undefined : [from, last + 1];
}

function placeOfTight(text: string, start: number, end: number): [number, number] {
  const folded = foldWithPlaces(text);
  const kept = Array.from(folded.text.matchAll(/[^ ]/g), ({ index }) => index);
  return placeOf(folded, kept[start] ?? 0, (kept[end - 1] ?? 0) + 1);
}
