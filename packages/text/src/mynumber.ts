/** A stretch of a text that looks like an 個人番号. */
export interface FoundNumber {
  from: number;
  to: number;
}

const RUN = /[0-9０-９](?:[ \u3000\u00a0‐‑‒–—―−－ー-]?[0-9０-９])+/g;
const DASH = /[‐‑‒–—―−－ー-]/g;

/**
 * Finds 個人番号 (my numbers) in a text: twelve digits of either width whose last is the check digit,
 * written together or in equal groups with one kind of space or hyphen between. Longer runs of digits
 * (corporate numbers, cards, telephones in a row) are not looked into.
 */
export function findMyNumbers(text: string): FoundNumber[] {
  return Array.from(text.matchAll(RUN)).flatMap((run) =>
    run[0].length < 12 ? [] : numbersInRun(text, run[0], run.index),
  );
}

/**
 * Whether twelve digits end in the right check digit: 平成26年総務省令第85号 第5条. With P1 the lowest of
 * the eleven digits before it and Qn = n + 1 for n up to 6, n - 5 from 7: 11 - (sum of Pn * Qn mod 11),
 * and 0 where the remainder is 0 or 1.
 */
export function isMyNumber(digits: string): boolean {
  if (!/^[0-9]{12}$/.test(digits) || /^(.)\1*$/.test(digits)) return false;
  let sum = 0;
  for (let n = 1; n <= 11; n++) sum += Number(digits.charAt(11 - n)) * (n <= 6 ? n + 1 : n - 5);
  const rest = sum % 11;
  return Number(digits.charAt(11)) === (rest <= 1 ? 0 : 11 - rest);
}

function numbersInRun(text: string, run: string, at: number): FoundNumber[] {
  if (isInsideLarger(text, at, at + run.length)) return [];
  const plain = run
    .replace(/[０-９]/g, (digit) => digit.normalize('NFKC'))
    .replace(DASH, '-')
    .replace(/\s/g, ' ');
  const words = Array.from(plain.matchAll(/[^ ]+/g), (word) => ({ text: word[0], from: word.index }));
  const found = words.filter(({ text: word }) => isMyNumber(evenGroups(word, '-')));
  if (found.length > 0) {
    return found.map(({ text: word, from }) => ({ from: at + from, to: at + from + word.length }));
  }
  return isMyNumber(evenGroups(plain, ' ')) ? [{ from: at, to: at + run.length }] : [];
}

// 8c6f4a1e-446655440012 and 12,345,678,901,2 and 0.123456789012 are parts of something else.
function isInsideLarger(text: string, from: number, to: number): boolean {
  return (
    /[0-9a-f]{4}-$/i.test(text.slice(Math.max(0, from - 5), from)) ||
    /[0-9][.,]$/.test(text.slice(0, from).slice(-2)) ||
    /^[.,][0-9]/.test(text.slice(to, to + 2))
  );
}

function evenGroups(text: string, separator: string): string {
  const groups = text.split(separator);
  const size = groups[0]?.length ?? 0;
  return groups.every((group) => group.length === size && /^[0-9]+$/.test(group)) ? groups.join('') : '';
}
