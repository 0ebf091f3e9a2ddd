/** Many texts laid end to end, so that one native search runs over all of them. */
export interface Haystack {
  text: string;
  /** Where each text begins; one more entry than texts. */
  starts: Int32Array;
}

const END = '\u0000';

/** Lays the texts end to end. */
export function haystackOf(texts: readonly string[]): Haystack {
  const starts = new Int32Array(texts.length + 1);
  texts.forEach((text, i) => {
    starts[i + 1] = (starts[i] ?? 0) + text.length + 1;
  });
  return { text: texts.join(END) + END, starts };
}

/** Tells every text in which the needle stands, and where in it it stands first. */
export function eachHolding(hay: Haystack, needle: string, tell: (text: number, at: number) => void): void {
  let index = 0;
  let found = hay.text.indexOf(needle);
  while (found >= 0) {
    while ((hay.starts[index + 1] ?? Infinity) <= found) index += 1;
    tell(index, found - (hay.starts[index] ?? 0));
    index += 1;
    found = hay.text.indexOf(needle, hay.starts[index] ?? hay.text.length);
  }
}
