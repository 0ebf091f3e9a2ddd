import { clustersOf, isKana, toHiragana, vowelOf } from './kana.ts';

/**
 * Reading keys. A reading in kana and a query in kana or in any romaji are brought to one spelling of
 * Latin letters (close to 訓令式: si ti tu hu zi sya), so that matching while one types is a comparison
 * of prefixes, half-typed syllables included.
 */
export interface ReadingKey {
  text: string;
  /** For each letter of the key, the end in the kana of the syllable it belongs to. */
  ends: number[];
}

const ROWS: readonly (readonly [string, string])[] = [
  ['', 'あいうえお'],
  ['k', 'かきくけこ'],
  ['s', 'さしすせそ'],
  ['t', 'たちつてと'],
  ['n', 'なにぬねの'],
  ['h', 'はひふへほ'],
  ['m', 'まみむめも'],
  ['r', 'らりるれろ'],
  ['g', 'がぎぐげご'],
  ['z', 'ざじずぜぞ'],
  ['d', 'だ　　でど'],
  ['b', 'ばびぶべぼ'],
  ['p', 'ぱぴぷぺぽ'],
  ['', 'ぁぃぅぇぉ'],
];

const SYLLABLES = new Map<string, string>([
  ...Object.entries({ や: 'ya', ゆ: 'yu', よ: 'yo', わ: 'wa', ゎ: 'wa', ゐ: 'i', ゑ: 'e', を: 'o', ん: 'n' }),
  ...Object.entries({ ぢ: 'zi', づ: 'zu', ゔ: 'bu', ゃ: 'ya', ゅ: 'yu', ょ: 'yo', ゕ: 'ka', ゖ: 'ke' }),
  ...Object.entries({ てぃ: 'ti', でぃ: 'zi', とぅ: 'tu', どぅ: 'zu', でゅ: 'zyu', てゅ: 'tyu' }),
  ...ROWS.flatMap(([consonant, kana]) =>
    Array.from(kana, (one, i) => [one, consonant + 'aiueo'.charAt(i)] as const),
  ),
]);
const LATIN_VOWEL = new Map([
  ['あ', 'a'],
  ['い', 'i'],
  ['う', 'u'],
  ['え', 'e'],
  ['お', 'o'],
]);

/** The key of a reading: hiragana, katakana of either width, or a mixture of kana and Latin letters. */
export function readingKey(reading: string): ReadingKey {
  const kana = kanaOf(reading);
  const key: ReadingKey = { text: '', ends: [] };
  const write = (letters: string, end: number) => {
    key.text += letters;
    for (let i = 0; i < letters.length; i++) key.ends.push(end);
  };
  let doubled = false;
  for (let i = 0; i < kana.length; i++) {
    const here = kana[i];
    if (!here) break;
    const next = kana[i + 1];
    if (here.one === 'っ' && next && isKana(next.one) && !vowelStarts(next.one)) {
      doubled = true;
      continue;
    }
    const [letters, used] = syllable(here.one, next?.one, kana[i - 1]?.one);
    const end = used === 2 && next ? next.to : here.to;
    if (doubled && letters) write(letters.charAt(0), end);
    doubled = false;
    write(letters, end);
    i += used - 1;
  }
  return key;
}

function kanaOf(reading: string): { one: string; to: number }[] {
  if (/^[\u3041-\u3096ー \u3000]*$/.test(reading))
    return Array.from(reading, (one, at) => ({ one, to: at + 1 }));
  return clustersOf(reading).flatMap(({ text, to }) =>
    Array.from(toHiragana(text.normalize('NFKC').toLowerCase()), (one) => ({ one, to })),
  );
}

/** Long vowels and doubled letters said short: oonisi, ohnishi and onishi become onisi. */
export function shortened(key: ReadingKey): ReadingKey {
  return filtered(key, (text, i) => {
    const letter = text.charAt(i);
    const before = text.charAt(i - 1);
    if (letter === 'u' && before === 'o') return '';
    // Vowels run on (おおおか), a consonant is doubled only once.
    return letter === before && (/[aiueo]/.test(letter) || letter !== text.charAt(i - 2)) ? '' : letter;
  });
}

const UNVOICED = new Map([
  ['g', 'k'],
  ['z', 's'],
  ['d', 't'],
  ['b', 'h'],
  ['p', 'h'],
]);

/**
 * The widest key, for one who only half knows the reading: やまさき and やまざき, たかた and たかだ;
 * and for lists that wrote small kana large (ｼﾖｳｺ).
 */
export function loosened(key: ReadingKey): ReadingKey {
  const plain = filtered(key, (text, i) => {
    const letter = text.charAt(i);
    if (letter === 'i' && text.charAt(i + 1) === 'y') return '';
    if (letter === 'z' && /[iy]/.test(text.charAt(i + 1))) return 's';
    return UNVOICED.get(letter) ?? letter;
  });
  return shortened(plain);
}

function filtered(key: ReadingKey, letterAt: (text: string, i: number) => string): ReadingKey {
  const result: ReadingKey = { text: '', ends: [] };
  for (let i = 0; i < key.text.length; i++) {
    const letter = letterAt(key.text, i);
    if (!letter) continue;
    result.text += letter;
    result.ends.push(key.ends[i] ?? 0);
  }
  return result;
}

function vowelStarts(kana: string): boolean {
  return 'あいうえおぁぃぅぇぉ'.includes(kana);
}

function syllable(one: string, next: string | undefined, before: string | undefined): [string, 1 | 2] {
  if (one === 'ー' || one === '-') return [LATIN_VOWEL.get(vowelOf(before ?? '') ?? '') ?? '', 1];
  if (one === 'ゝ' || one === 'ゞ') return [SYLLABLES.get(before ?? '') ?? '', 1];
  if (one === 'っ') return ['tu', 1];
  const pair = next ? SYLLABLES.get(one + next) : undefined;
  if (pair) return [pair, 2];
  const letters = SYLLABLES.get(one) ?? (/[a-z0-9=]/.test(one) ? one : '');
  if (!next) return [letters, 1];
  if (letters.endsWith('i') && 'ゃゅょ'.includes(next) && letters.length > 1) {
    return [letters.slice(0, -1) + (SYLLABLES.get(next) ?? ''), 2];
  }
  if (next === 'ぇ' && /^[stz]i$/.test(letters)) return [`${letters.charAt(0)}ye`, 2];
  if (one === 'ゔ' && 'ぁぃぇぉ'.includes(next)) return [`b${SYLLABLES.get(next) ?? ''}`, 2];
  return [letters, 1];
}

const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/[\s'’`-]/g, ''],
  [/x(?=[aiueo]|y[auo]|ts?u)/g, ''],
  [/l/g, 'r'],
  [/cch/g, 'tch'],
  [/ch(?=i)/g, 't'],
  [/ch(?=[aueo])|cy(?=[aueo])/g, 'ty'],
  [/sh(?=i)/g, 's'],
  [/sh(?=[aueo])/g, 'sy'],
  [/tsu/g, 'tu'],
  [/ts(?=[aieo])/g, 'tu'],
  [/dz|dj/g, 'z'],
  [/ji|di/g, 'zi'],
  [/jy?(?=[aueo])|dy(?=[aueo])/g, 'zy'],
  [/du/g, 'zu'],
  [/fu/g, 'hu'],
  [/fy/g, 'hy'],
  [/f(?=[aieo])/g, 'hu'],
  [/v/g, 'b'],
  [/w(?=[ieo])/g, ''],
  [/[kq]w|q(?=[aieo])/g, 'ku'],
  [/c(?=[auo])/g, 'k'],
  [/m(?=[bpm])/g, 'n'],
  [/([ou])h(?=[^aiueoyh])/g, '$1='],
];

// What the last letters can still become with the next key.
const UNFINISHED: readonly (readonly [RegExp, readonly string[]])[] = [
  [/sh$/, ['si', 'sy']],
  [/t?ch?$/, ['ti', 'ty']],
  [/ts$/, ['tu']],
  [/j$/, ['zi', 'zy']],
  [/f$/, ['hu']],
  [/q$/, ['ku']],
  [/d$/, ['d', 'zi', 'zu', 'zy']],
  [/m$/, ['m', 'nb', 'np', 'nm']],
  [/([ou])h$/, ['h', '=']],
];

/** The keys a query in kana, romaji or both may begin: empty when it holds anything else (kanji). */
export function queryKeys(query: string): string[] {
  const written = readingKey(withLongMarks(query)).text;
  if (!isReading(query) || written === '') return [];
  const spelled = SPELLINGS.reduce((text, [from, to]) => text.replace(from, to), written);
  const whole = spelled.includes('ohy') ? [spelled, spelled.replaceAll('ohy', 'o=y')] : [spelled];
  return whole.flatMap((text) => finished(query, text)).flatMap(lengthened);
}

// ō and ô are long: an = after the vowel says so until the end, where it becomes oo or ou.
function withLongMarks(query: string): string {
  return query
    .normalize('NFD')
    .replace(/([aiueo])[\u0302\u0304]/gi, '$1=')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}

function lengthened(text: string): string[] {
  if (!text.includes('=')) return [text];
  const doubled = text.replace(/([aiueo])=/g, '$1$1');
  return [...new Set([doubled, text.replaceAll('o=', 'ou').replace(/([aiueo])=/g, '$1$1')])];
}

function finished(query: string, text: string): string[] {
  if (isKana(query.slice(-1))) return unfinishedKana(text, query);
  const rule = UNFINISHED.find(([ending]) => ending.test(text));
  if (!rule) return [text];
  const [ending, becomes] = rule;
  return becomes.map(
    (rest) =>
      text.replace(ending, (tail) =>
        tail.startsWith('tc') ? 't' : /^[ou]h/.test(tail) ? tail.charAt(0) : '',
      ) + rest,
  );
}

// し may become しょ, and はっ waits for the next kana.
function unfinishedKana(text: string, query: string): string[] {
  if (/[っッｯ]$/.test(query)) return [text, text.replace(/tu$/, '')].filter(Boolean);
  return /[^aeou]i$/.test(text) ? [text, text.replace(/i$/, 'y')] : [text];
}

/** Whether the text could be a reading: only kana, Latin letters and their marks. */
export function isReading(text: string): boolean {
  return /^[\u3041-\u309f\u30a0-\u30ff\uff66-\uff9f\uff21-\uff3a\uff41-\uff5aA-Za-z\u00c0-\u017f\u0300-\u036f\s'’`ー-]+$/.test(
    text,
  );
}

/** How well a reading is met: 0 as written, 1 with long vowels short, 2 with voicing left open. */
export interface ReadingMatch {
  level: 0 | 1 | 2;
  /** End of the matched stretch in the kana. */
  end: number;
  /** Nothing of the reading is left over, long vowels aside. */
  whole: boolean;
}

/** Matches what was typed so far against the beginning of one reading in kana. */
export function matchesReading(query: string, kana: string): ReadingMatch | undefined {
  const keys = queryKeys(query).map((text) => ({ text, ends: [] }));
  const written = readingKey(kana);
  const levels = [(key: ReadingKey) => key, shortened, loosened];
  for (const [level, at] of levels.entries()) {
    const whole = at(written);
    for (const key of keys) {
      const typed = at(key).text;
      if (typed === '' || !whole.text.startsWith(typed)) continue;
      const found = level === 0 ? 0 : level === 1 ? 1 : 2;
      return {
        level: found,
        end: whole.ends[typed.length - 1] ?? 0,
        whole: shortened(key).text === shortened(written).text || typed === whole.text,
      };
    }
  }
  return undefined;
}
