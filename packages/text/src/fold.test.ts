import { describe, expect, test } from 'vitest';
import { fold, foldTight, foldWithPlaces, placeOf } from './fold.ts';
import { foldedKanji, variantGroups } from './variant-kanji.ts';

describe('one folding', () => {
  test.each([
    ['width of letters and digits', 'ＤＸ推進', 'dx推進'],
    ['half-width kana with its voicing', 'ﾔﾏｻﾞｷ', 'やまざき'],
    ['half-width kana with a half voicing', 'ﾊﾟｿｺﾝ', 'ぱそこん'],
    ['katakana to hiragana', 'コンピュータ', 'こんぴゅーた'],
    ['a long mark at the end of a word', 'サーバー', 'さーば'],
    ['a long mark before a kanji', 'センター長', 'せんた長'],
    ['a minus sign for a long mark', 'センタ−', 'せんた'],
    ['a long mark for a dash', '0767ー22ー2134', '0767-22-2134'],
    ['dashes', '22‐2134', '22-2134'],
    ['full-width hyphen', '２２－２１３４', '22-2134'],
    ['hyphen after kana stays when it is ascii', 'あ-1', 'あ-1'],
    ['wave dashes', '４月〜５月', '4月~5月'],
    ['spaces run together', ' 山﨑　　健一\u00a0', '山崎 健一'],
    ['unseen characters', '山\u200b崎\u2060', '山崎'],
    ['decomposed kana', 'か\u3099', 'が'],
    ['old brackets', '（株）', '(株)'],
    ['one-character words', '㈱', '(株)'],
    ['era in one character', '㍻', '平成'],
    ['circled digits', '①', '1'],
    ['repeated kanji', '佐々木', '佐佐木'],
    ['repeated variant kanji', '髙々', '高高'],
    ['repeated kana', 'いすゞ', 'いすず'],
    ['repeated kana unvoiced', 'こゝろ', 'こころ'],
    ['small ke between kanji', '龍ヶ崎', '竜が崎'],
    ['large ke between kanji', '霞ケ関', '霞が関'],
    ['as read', '霞が関', '霞が関'],
    ['counting places', '３ヶ所', '3か所'],
    ['counting months', '3ヵ月', '3か月'],
    ['ke in a word of katakana', 'ケース', 'けーす'],
    ['variation sequence', '葛\u{e0100}飾', '葛飾'],
    ['variation selector', '辻\ufe00', '辻'],
    ['compatibility ideograph', '\ufa10', '塚'],
    ['compatibility ideograph that NFKC keeps', '﨑', '崎'],
    ['Kangxi radical', '⾼', '高'],
    ['kanji beyond the basic plane', '𠮷野', '吉野'],
    ['upper case', 'Hanako', 'hanako'],
    ['nothing', '', ''],
    ['only spaces', ' 　', ''],
  ])('%s: %s', (_what, text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  test.each([
    ['高橋', '髙橋'],
    ['山崎', '山﨑'],
    ['山崎', '山碕'],
    ['渡辺', '渡邉'],
    ['渡辺', '渡邊'],
    ['浜田', '濵田'],
    ['浜田', '濱田'],
    ['斉藤', '齋藤'],
    ['斉藤', '斎藤'],
    ['斉藤', '齊藤'],
    ['沢田', '澤田'],
    ['広瀬', '廣瀨'],
    ['中島', '中嶋'],
    ['中島', '中嶌'],
    ['国分', '國分'],
    ['徳田', '德田'],
    ['桑原', '桒原'],
    ['富田', '冨田'],
    ['吉田', '𠮷田'],
    ['真弓', '眞弓'],
    ['桜井', '櫻井'],
    ['関', '關'],
    ['竜田', '龍田'],
    ['滝', '瀧'],
    ['柳', '栁'],
    ['恵', '惠'],
    ['鶴', '靏'],
    ['彦', '彥'],
    ['神', '神'],
    ['福', '福'],
  ])('%s is found for %s', (modern, registered) => {
    expect(fold(registered)).toBe(modern);
    expect(fold(modern)).toBe(modern);
  });

  test.each([
    ['ビル', 'ビール'],
    ['畑', '畠'],
    ['大坂', '大阪'],
    ['はた', 'ばた'],
    ['やゆよ', 'ゃゅょ'],
    ['埼玉', '崎玉'],
  ])('%s and %s stay apart', (one, other) => {
    expect(fold(one)).not.toBe(fold(other));
  });
});

test('the short way for simple text folds as the long way', () => {
  const samples = [
    '髙﨑 一郎',
    ' 山　田  太郎 ',
    'DX推進',
    'タナカ',
    'ヴィオラ',
    '增田邊',
    'コウム',
    'いすず',
    '',
  ];
  for (const sample of samples) expect([sample, fold(sample)]).toEqual([sample, foldWithPlaces(sample).text]);
});

test('folding twice changes nothing', () => {
  const samples = [
    '髙﨑 ｾﾝﾀｰ',
    '佐々木ヶ丘',
    '0767ー22',
    'いすゞ',
    'ＡＢＣ－ー',
    '龍ヶ崎ー',
    'ｶﾞｷﾞ〜',
    '3ヶ月',
  ];
  for (const sample of samples) expect(fold(fold(sample))).toBe(fold(sample));
});

test('the tight folding has no space', () => {
  expect(foldTight('山﨑　健一')).toBe('山崎健一');
});

test('a stretch of the folded text is found again in the original', () => {
  const text = ' ﾔﾏｻﾞｷ　㈱葛\u{e0100}飾';
  const folded = foldWithPlaces(text);
  const mark = (part: string) => {
    const start = folded.text.indexOf(part);
    return text.slice(...placeOf(folded, start, start + part.length));
  };
  expect(folded.text).toBe('やまざき (株)葛飾');
  expect(mark('ざ')).toBe('ｻﾞ');
  expect(mark('株')).toBe('㈱');
  expect(mark('葛')).toBe('葛\u{e0100}');
  expect(folded.from).toHaveLength(folded.text.length);
});

test('the table of variants is consistent: nobody is in two groups, nobody folds twice', () => {
  const seen = new Set<string>();
  for (const character of variantGroups.flat()) {
    expect([character, seen.has(character)]).toEqual([character, false]);
    seen.add(character);
  }
  for (const kept of foldedKanji.values()) expect(foldedKanji.has(kept)).toBe(false);
  for (const [variant] of foldedKanji) expect(Array.from(variant)).toHaveLength(1);
});
