import { best, scoreOf, type Found, type Index, type NearTable } from './search-rank.ts';
import { nearKeysOf, wordsNearly, wordsSwapped, type Term } from './search-term.ts';

/** Of shorter words half the hall is one letter away. */
const SHORTEST = 4;
const GRADES = { first: 40, other: 30 } as const;

/** yamashtia, ohnsihi, takahsai: nothing is read so, but something is with one letter put right. */
export function searchNearly<T>(index: Index<T>, word: string, limit: number): Found<T> {
  const isLong = (key: string) => key.length >= SHORTEST;
  const typed = wordsNearly(word).filter(isLong);
  if (typed.length === 0) return { hits: [], total: 0 };
  const swapped = wordsSwapped(word).filter(isLong);
  const isMet = (key: string) =>
    typed.some((one) => beginsNearly(key, one)) || swapped.some((one) => key.startsWith(one));
  const { keys, terms } = (index.near ??= nearTableOf(index.terms));
  const grades = new Uint8Array(index.terms.length);
  for (const [at, key] of keys.entries()) {
    const term = terms[at] ?? 0;
    if (grades[term] === 0 && isMet(key)) grades[term] = terms[at - 1] === term ? GRADES.other : GRADES.first;
  }
  const scores = new Int32Array(index.entries.length);
  for (let at = 0; at < scores.length; at++) scores[at] = scoreOf(index, at, [grades]);
  const found = best(index, scores, limit, () => []);
  return found.total > 0 ? { ...found, isNear: true } : found;
}

/** The keys of all terms end to end, and the number of the term that each belongs to: made with the first slip. */
function nearTableOf(all: readonly Term[]): NearTable {
  const table: NearTable = { keys: [], terms: [] };
  for (const [number, term] of all.entries()) {
    for (const key of nearKeysOf(term)) {
      table.keys.push(key);
      table.terms.push(number);
    }
  }
  return table;
}

/**
 * Whether the key begins with what was typed once one letter is changed, added, left out, or two neighbours
 * change places (Damerau's four slips; the typed word need not be finished).
 */
export function beginsNearly(key: string, typed: string): boolean {
  let at = 0;
  while (at < typed.length && key.charAt(at) === typed.charAt(at)) at += 1;
  if (at === typed.length) return true;
  const isSwapped = key.charAt(at) === typed.charAt(at + 1) && key.charAt(at + 1) === typed.charAt(at);
  return (
    key.startsWith(typed.slice(at + 1), at + 1) ||
    key.startsWith(typed.slice(at), at + 1) ||
    key.startsWith(typed.slice(at + 1), at) ||
    (isSwapped && key.startsWith(typed.slice(at + 2), at + 2))
  );
}
