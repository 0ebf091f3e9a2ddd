import { clustersOf, isKana, isKanji, toHiragana, voiced } from './kana.ts';
import { foldedKanji } from './variant-kanji.ts';

/** Folded text with, for each of its code units, where it came from in the text that was folded. */
export interface Folded {
  text: string;
  from: number[];
  to: number[];
}

const UNSEEN =
  /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu;
const WIDE_DASHES = /^[‐‑‒–—―−－ｰー]$/;
// Text in which every character folds by itself, whatever stands beside it: nearly all names.
const SIMPLE =
  /^[\x20-\x7e\u3000\u3041-\u3094\u30a1-\u30b0\u30b2-\u30f4\u4e00-\u9fff﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩]*$/;
const VARIANTS = new RegExp(`[${[...foldedKanji.keys()].join('')}]`, 'gu');

/**
 * The one folding of Engawa: what it makes equal, every search takes for equal.
 * Width, case, katakana and hiragana, long-vowel marks, 々 and ゝ, variant kanji, dashes and spaces.
 */
export function fold(text: string): string {
  return SIMPLE.test(text) ? foldSimple(text) : foldWithPlaces(text).text;
}

function foldSimple(text: string): string {
  const spaced = /[ \u3000]/.test(text) ? text.replace(/[ \u3000]+/g, ' ').trim() : text;
  return toHiragana(spaced.toLowerCase()).replace(VARIANTS, (variant) => foldedKanji.get(variant) ?? variant);
}

/** The folding without any space, for matching 山﨑 健一 by 山崎健一. */
export function foldTight(text: string): string {
  return fold(text).replaceAll(' ', '');
}

/** The folding of a whole text together with the place each folded code unit came from. */
export function foldWithPlaces(text: string): Folded {
  const clusters = clustersOf(text);
  const folded: Folded = { text: '', from: [], to: [] };
  clusters.forEach((cluster, i) => {
    const next = clusters[i + 1]?.text ?? '';
    const piece = foldCluster(cluster.text, folded.text, next);
    append(folded, piece, cluster.from, cluster.to);
  });
  if (folded.text.endsWith(' ')) drop(folded, folded.text.length - 1);
  return folded;
}

/** Where a stretch of the folded text stood in the text that was folded. */
export function placeOf(folded: Folded, start: number, end: number): [number, number] {
  return [folded.from[start] ?? 0, folded.to[end - 1] ?? 0];
}

function append(folded: Folded, piece: string, from: number, to: number): void {
  for (let i = 0; i < piece.length; i++) {
    folded.from.push(from);
    folded.to.push(to);
  }
  folded.text += piece;
}

function drop(folded: Folded, at: number): void {
  folded.text = folded.text.slice(0, at) + folded.text.slice(at + 1);
  folded.from.splice(at, 1);
  folded.to.splice(at, 1);
}

function foldCluster(cluster: string, before: string, next: string): string {
  const plain = cluster.replace(UNSEEN, '').normalize('NFKC').toLowerCase();
  if (plain === '') return '';
  if (/^\s+$/.test(plain)) return before === '' || before.endsWith(' ') ? '' : ' ';
  if (plain === '〜' || plain === '～') return '~';
  const last = before.slice(-1);
  if (WIDE_DASHES.test(plain) || WIDE_DASHES.test(cluster)) return longMark(last, next);
  const repeated = repeatOf(plain, last, before);
  if (repeated !== undefined) return repeated;
  const counter = smallKe(plain, last, next);
  if (counter !== undefined) return counter;
  let result = '';
  for (const character of toHiragana(plain)) result += foldedKanji.get(character) ?? character;
  return result;
}

// サーバ and サーバー, センタ− and センター are the same word: the mark stays only inside a run of kana.
// After anything else it is a dash: lists write telephone numbers as 0767ー22ー2134.
function longMark(last: string, next: string): string {
  if (!isKana(last) && last !== 'ー') return '-';
  return isKana(next) ? 'ー' : '';
}

function repeatOf(plain: string, last: string, before: string): string | undefined {
  const kana = toHiragana(plain);
  if ((plain === '々' || plain === '〻') && isKanji(last)) return last;
  // The last code unit of a kanji beyond U+FFFF is half of it: repeat the whole.
  if ((plain === '々' || plain === '〻') && /[\udc00-\udfff]/.test(last)) return before.slice(-2);
  if (kana === 'ゝ' && isKana(last)) return last;
  if (kana === 'ゞ' && isKana(last)) return voiced(last);
  return undefined;
}

// 三ケ日, 龍ヶ崎 and 霞が関 are read with が; 3ヶ所 and 3ヵ月 with か.
function smallKe(plain: string, last: string, next: string): string | undefined {
  if (plain === 'ヵ') return 'か';
  if (plain !== 'ヶ' && plain !== 'ケ') return undefined;
  if (/[0-9]/.test(last)) return 'か';
  if (isKanji(last) && (plain === 'ヶ' || isKanji(next))) return 'が';
  return 'け';
}
