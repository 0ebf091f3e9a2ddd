const graphemes = new Intl.Segmenter('ja', { granularity: 'grapheme' });

/** What stands on an avatar: the family name if it has up to two characters, else its first. */
export function initialsOf(name: string, small = false): string {
  const family = name.trim().split(/[\s\u3000]+/)[0] ?? '';
  const letters = [...graphemes.segment(family)].map((part) => part.segment);
  const isKanji = /^[^\p{Script=Latin}]/u.test(family);
  return letters.length <= 2 && isKanji && !small ? family : (letters[0] ?? '');
}

/** One of the seven avatar tints, always the same for the same id. */
export function tintOf(id: string): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return (sum % 7) + 1;
}
