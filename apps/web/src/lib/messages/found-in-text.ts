const url = /https?:\/\/[\w.~:/?#[\]@!$&'()*+,;=%-]+/iy;
const beforeWord = /[A-Za-z0-9_]/;

/**
 * The address that begins at `at`. It ends before anything that is not ASCII, because Japanese text follows
 * without a space, and before punctuation that belongs to the sentence.
 */
export function urlAt(text: string, at: number): string | undefined {
  if (at > 0 && beforeWord.test(text[at - 1] ?? '')) return undefined;
  url.lastIndex = at;
  let found = url.exec(text)?.[0];
  for (;;) {
    const last = found?.at(-1);
    if (!found || last === undefined) return undefined;
    const opens = found.split('(').length;
    const closes = found.split(')').length;
    const isOutside = /[.,;:!?'*[\]]/.test(last) || (last === ')' && closes > opens);
    if (!isOutside) break;
    found = found.slice(0, -1);
  }
  return /^https?:\/\/[^/?#]/i.test(found) ? found : undefined;
}

const share = /\\\\[^\s\\/:*?"<>|「」、。]+(?:\\[^\\/:*?"<>|\n「」、。]+)+\\?/y;
const drive = /[A-Za-z]:\\(?:[^\\/:*?"<>|\n「」、。]+\\?)*/y;

/**
 * The path of a shared folder or a drive that begins at `at`. Names may hold spaces, so the last name ends
 * after its ending (.xlsx) where it has one, else before the first space.
 */
export function pathAt(text: string, at: number): string | undefined {
  if (text[at] !== '\\' && at > 0 && beforeWord.test(text[at - 1] ?? '')) return undefined;
  const shape = text[at] === '\\' ? share : drive;
  shape.lastIndex = at;
  const found = shape.exec(text)?.[0];
  if (!found) return undefined;
  const lastName = found.lastIndexOf('\\') + 1;
  const name = found.slice(lastName);
  const ending = /^.*?\.[A-Za-z][A-Za-z0-9]{0,4}(?![A-Za-z0-9.])/.exec(name)?.[0];
  const end = ending ?? /^[^\s]*/.exec(name)?.[0] ?? '';
  return found.slice(0, lastName) + end;
}
