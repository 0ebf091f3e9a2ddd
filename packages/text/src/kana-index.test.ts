import { expect, test } from 'vitest';
import { kanaOrder, kanaRowOf } from './kana-index.ts';

test.each([
  ['あおき', 'あ'],
  ['ザマ', 'さ'],
  ['ﾀﾞﾃ', 'た'],
  ['ばんどう', 'は'],
  ['ぱく', 'は'],
  ['ゔぁん', 'あ'],
  ['やまざき', 'や'],
  ['ゃ', 'や'],
  ['わたなべ', 'わ'],
  ['んじゃ', 'わ'],
  ['', '他'],
  ['Smith', '他'],
  ['山', '他'],
  ['　すずき', 'さ'],
])('%s stands under %s', (reading, row) => {
  expect(kanaRowOf(reading)).toBe(row);
});

test('readings are ordered as a Japanese list orders them', () => {
  const ordered = [
    'あおき',
    'あきた',
    'おおた',
    'おおにし',
    'おーにた',
    'おぎ',
    'かわだ',
    'がわの',
    'さかい',
    'さがみ',
    'しょうじ',
    'しようた',
    'はた',
    'はだ',
    'ばた',
    'ぱた',
    'やまざき',
    'わだ',
  ];
  const orders = ordered.map((reading) => kanaOrder(reading));
  expect(orders.toReversed().sort()).toEqual(orders);
});

test('width and script do not matter', () => {
  expect(kanaOrder('ﾔﾏｻﾞｷ')).toBe(kanaOrder('やまざき'));
  expect(kanaOrder('オーニシ')).toBe(kanaOrder('おおにし'));
});

test('a shorter family name comes before a longer one, whatever the given name', () => {
  expect(kanaOrder('はら わたる') < kanaOrder('はらだ あい')).toBe(true);
});

test('names without a reading come last, by their writing', () => {
  expect([kanaOrder('', '山'), kanaOrder('わだ', '和田'), kanaOrder('', '一')].toSorted()).toEqual([
    kanaOrder('わだ', '和田'),
    kanaOrder('', '一'),
    kanaOrder('', '山'),
  ]);
});
