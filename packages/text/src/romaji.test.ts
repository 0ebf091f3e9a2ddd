import { describe, expect, test } from 'vitest';
import { matchesReading, queryKeys, readingKey } from './romaji.ts';

describe('a reading in kana is found by every spelling of it', () => {
  const table: [kana: string, ...queries: string[]][] = [
    [
      'おおにし',
      'oonishi',
      'ohnishi',
      'onishi',
      'onisi',
      'oonisi',
      'ｵｵﾆｼ',
      'おおにし',
      'オオニシ',
      'Ōnishi',
      'ônisi',
      'ｏｏｎｉｓｈｉ',
      'OHNISHI',
      'おーにし',
    ],
    ['やまざき', 'yamazaki', 'ヤマザキ', 'ﾔﾏｻﾞｷ', 'やまさき', 'yamasaki'],
    ['さとう', 'satou', 'sato', 'satoh', 'satō', 'さとお', 'サトー'],
    ['いとう', 'ito', 'itoh', 'itou'],
    ['おおの', 'ohno', 'ono', 'oono'],
    ['おおやま', 'ohyama', 'oyama', 'ooyama'],
    ['おはら', 'ohara'],
    ['はっとり', 'hattori', 'hatori', 'ハットリ'],
    ['ほんま', 'honma', 'homma', 'honnma'],
    ['なんば', 'namba', 'nanba'],
    ['けんいち', "ken'ichi", 'kenichi', 'kenniti', 'ken-ichi', 'kenichi'],
    ['じゅんいち', 'junichi', 'zyuniti', 'jyunichi', "jun'ichi"],
    ['しょうこ', 'shoko', 'shouko', 'syouko', 'syoko', 'しようこ', 'ｼﾖｳｺ'],
    ['きょうへい', 'kyohei', 'kyouhei', 'キヨウヘイ'],
    ['ちづこ', 'chizuko', 'chiduko', 'tiduko', 'ちずこ'],
    ['まっちゃ', 'matcha', 'maccha', 'mattya'],
    ['ふじわら', 'fujiwara', 'huziwara'],
    ['つつみ', 'tsutsumi', 'tutumi'],
    ['うえの', 'ueno'],
    ['いのうえ', 'inoue', 'inoe'],
    ['ゆうき', 'yuki', 'yuuki', 'yūki', 'yuhki'],
    ['かとう', 'katoh', 'kato'],
    ['ヴァイオレット', 'baioretto', 'vaioretto'],
    ['ジェシカ', 'jesika', 'jeshika', 'zyesika'],
    ['フィリップ', 'firippu', 'フィリップ'],
    ['ティナ', 'tina'],
    ['たかだ', 'たかた', 'takata', 'takada'],
    ['ｺﾝﾄﾞｳ', 'kondo', 'こんどう', 'kondou', 'kondoh'],
    ['しんいち', 'shinichi', 'sinniti', "shin'ichi"],
    ['こんや', 'konya', "kon'ya"],
  ];
  for (const [kana, ...queries] of table) {
    test.each(queries)(`${kana} by %s`, (query) => {
      expect(matchesReading(query, kana)?.whole).toBe(true);
    });
  }
});

describe('each key pressed keeps the person in the list', () => {
  test.each([
    ['やまざき', 'yamazaki'],
    ['おおにし', 'ohnishi'],
    ['おおやま', 'ohyama'],
    ['しょうじ', 'shoji'],
    ['ちば', 'chiba'],
    ['つじ', 'tsuji'],
    ['ほんま', 'homma'],
    ['はっちょう', 'hatchou'],
    ['じゅん', 'jun'],
    ['ふかだ', 'fukada'],
    ['けんいち', "ken'ichi"],
    ['まつい', 'まつい'],
    ['しょうこ', 'しょうこ'],
    ['さとう', 'satoh'],
    ['はっとり', 'はっとり'],
    ['なんば', 'namba'],
    ['づか', 'duka'],
  ])('%s while typing %s', (kana, query) => {
    for (let length = 1; length <= query.length; length++) {
      expect([query.slice(0, length), matchesReading(query.slice(0, length), kana) !== undefined]).toEqual([
        query.slice(0, length),
        true,
      ]);
    }
  });

  test('kana with the letter that is still in the input method', () => {
    expect(matchesReading('やまｚ', 'やまざき')).toMatchObject({ level: 0, end: 3 });
    expect(matchesReading('ｙ', 'やまざき')).toMatchObject({ level: 0, end: 1 });
  });
});

test.each([
  ['yana', 'やまざき'],
  ['yam', 'やなぎ'],
  ['sh', 'さとう'],
  ['ch', 'たなか'],
  ['tanaka', 'なかた'],
  ['高', 'たか'],
  ['2134', 'にし'],
  ['', 'にし'],
  ["'", 'にし'],
])('%j does not find %s', (query, kana) => {
  expect(matchesReading(query, kana)).toBeUndefined();
});

test('the reading as written ranks before a shorter and a looser one', () => {
  expect(matchesReading('onishi', 'おにし')?.level).toBe(0);
  expect(matchesReading('onishi', 'おおにし')?.level).toBe(1);
  expect(matchesReading('takata', 'たかた')?.level).toBe(0);
  expect(matchesReading('takata', 'たかだ')?.level).toBe(2);
  expect(matchesReading('kyoko', 'きよこ')?.level).toBe(2);
});

test.each([
  ['yam', 'やまざき', 2],
  ['yamaz', 'やまざき', 3],
  ['やま', 'やまざき', 2],
  ['hatt', 'はっとり', 3],
  ['sho', 'しょうじ', 2],
  ['onishi', 'おおにし', 4],
  ['yama', 'ﾔﾏｻﾞｷ', 2],
  ['yamaza', 'ﾔﾏｻﾞｷ', 4],
])('%s marks the first kana of %s up to %i', (query, kana, end) => {
  expect(matchesReading(query, kana)?.end).toBe(end);
});

test('keys made from kana are not changed again by the spelling rules', () => {
  const kana =
    'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわゐゑをんがぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽ';
  for (const one of kana) {
    for (const two of kana) {
      expect(queryKeys(one + two)).toContain(readingKey(one + two).text);
    }
  }
});
