import { best, gradesOf, scoreOf, type Found, type Index } from './search-rank.ts';
import { tokenOf, type Token } from './search-term.ts';

const HONORIFICS = new Set(['さん', 'さま', '様', '氏', '君', 'くん', '殿']);
const NONE = { hits: [], total: 0 };
/** The grade from which a find is a whole name. */
const WHOLE_NAME = 97;

/** 山崎係長, 税務課山崎, 山﨑さん: nothing is called so, but one word begins it and another ends it. */
export function searchJoined<T>(index: Index<T>, { text }: Token, limit: number): Found<T> {
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

// In 総務係長 the 係 belongs to both sides, and that reading is the better one.
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

/** 国保 for 国民健康保険, 選管 for 選挙管理委員会: each character in its order. */
export function searchShortened<T>(index: Index<T>, { text }: Token, limit: number): Found<T> {
  if (!/^\p{Script=Han}{2,4}$/u.test(text)) return NONE;
  const pattern = new RegExp(Array.from(text).join('\\p{L}{0,5}'), 'u');
  const grades = Uint8Array.from(index.terms, ({ kind, folded }) =>
    kind === 'words' && pattern.test(folded) ? 50 : 0,
  );
  const scores = new Int32Array(index.entries.length);
  for (let at = 0; at < scores.length; at++) scores[at] = scoreOf(index, at, [grades]);
  return best(index, scores, limit, () => []);
}

// A loop and not some(): it runs over 30,000 grades for each place where a word may be cut.
function isEmpty(grades: Uint8Array): boolean {
  for (let i = 0; i < grades.length; i++) if (grades[i] !== 0) return false;
  return true;
}
