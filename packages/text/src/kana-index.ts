import { enlarged, toHiragana, unvoiced, vowelOf } from './kana.ts';

/** The rows of the kana index, in the order of the buttons. */
export const kanaRows = ['あ', 'か', 'さ', 'た', 'な', 'は', 'ま', 'や', 'ら', 'わ'] as const;

/** A row of the kana index, or 他 for a reading that is missing or not kana. */
export type KanaRow = (typeof kanaRows)[number] | '他';

const MEMBERS: readonly (readonly [KanaRow, string])[] = [
  ['あ', 'あいうえお'],
  ['か', 'かきくけこ'],
  ['さ', 'さしすせそ'],
  ['た', 'たちつてと'],
  ['な', 'なにぬねの'],
  ['は', 'はひふへほ'],
  ['ま', 'まみむめも'],
  ['や', 'やゆよ'],
  ['ら', 'らりるれろ'],
  ['わ', 'わゐゑをん'],
];

/** The row of the index that a reading belongs to (ザ and ﾀﾞ count as サ and タ). */
export function kanaRowOf(reading: string): KanaRow {
  // A voiced kana of half width is two characters; the rest does not matter.
  const first = plain(reading.trimStart().slice(0, 2)).charAt(0);
  return MEMBERS.find(([, members]) => first !== '' && members.includes(first))?.[0] ?? '他';
}

/**
 * A key that sorts readings as a Japanese list does, by plain code unit order: first without voicing
 * and small kana, then with them. Names without a reading come last, by their kanji.
 */
export function kanaOrder(reading: string, name = ''): string {
  const kana = lengthened(plain(reading, false));
  if (kana === '') return `\uffff${name}`;
  const parts = kana.split(/\s+/);
  return `${parts.map((part) => enlarged(unvoiced(part))).join('\u0001')}\u0000${parts.join('\u0001')}\u0000${name}`;
}

function plain(reading: string, whole = true): string {
  const kana = toHiragana(reading.normalize('NFKC')).trim();
  return whole ? enlarged(unvoiced(kana)) : kana;
}

function lengthened(kana: string): string {
  return kana.replace(/(.)ー/gu, (_, before: string) => before + (vowelOf(before) ?? ''));
}
