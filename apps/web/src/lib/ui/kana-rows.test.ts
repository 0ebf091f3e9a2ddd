import { expect, test } from 'vitest';
import { rowOf } from './kana-rows.ts';

test.each([
  ['あべ', 'あ'],
  ['おおにし', 'あ'],
  ['がもう', 'か'],
  ['ザイモク', 'さ'],
  ['ﾔﾏｻﾞｷ', 'や'],
  ['どい', 'た'],
  ['のと', 'な'],
  ['ぽん', 'は'],
  ['もり', 'ま'],
  ['よしだ', 'や'],
  ['ろくたに', 'ら'],
  ['わたなべ', 'わ'],
  ['ヴェル', 'あ'],
])('%s stands in the row of %s', (kana, row) => {
  expect(rowOf(kana)).toBe(row);
});

test('a reading that is not kana belongs to no row', () => {
  expect(rowOf('Smith')).toBeUndefined();
  expect(rowOf('')).toBeUndefined();
});
