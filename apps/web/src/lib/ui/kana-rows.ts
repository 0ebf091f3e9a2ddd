/** The ten rows of the kana table, as they stand in an index. */
export const kanaRows = ['あ', 'か', 'さ', 'た', 'な', 'は', 'ま', 'や', 'ら', 'わ'] as const;
export type KanaRow = (typeof kanaRows)[number];

const firstOfNext: [string, KanaRow][] = [
  ['か', 'あ'],
  ['さ', 'か'],
  ['た', 'さ'],
  ['な', 'た'],
  ['は', 'な'],
  ['ま', 'は'],
  ['ゃ', 'ま'],
  ['ら', 'や'],
  ['ゎ', 'ら'],
];

/** The row a reading belongs to; undefined where it does not begin with kana. */
export function rowOf(kana: string): KanaRow | undefined {
  const first = kana.trim().normalize('NFKC').charAt(0);
  const letter = first.replace(/[\u30a1-\u30f6]/, (katakana) =>
    String.fromCodePoint((katakana.codePointAt(0) ?? 0) - 0x60),
  );
  if (letter === 'ゔ') return 'あ';
  if (letter < 'ぁ' || letter > 'ん') return undefined;
  return firstOfNext.find(([next]) => letter < next)?.[1] ?? 'わ';
}
