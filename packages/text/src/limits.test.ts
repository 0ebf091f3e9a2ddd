import { expect, test } from 'vitest';
import { faultOfBody, isBlank, MOST_BYTES, MOST_CHARACTERS, sizeOf } from './limits.ts';

test.each([
  ['a', 1, 1],
  ['é', 1, 2],
  ['税', 1, 3],
  ['𠮷', 1, 4],
  ['税務課 𠮷野', 6, 17],
])('%s is %i characters and %i bytes', (text, characters, bytes) => {
  expect(sizeOf(text)).toEqual({ characters, bytes });
  expect(new TextEncoder().encode(text)).toHaveLength(bytes);
});

test.each([
  ['確認します', undefined],
  ['', 'empty'],
  [' 　\n\t', 'empty'],
  ['\u200b\u2060\ufeff', 'empty'],
  ['\u202e\u3164', 'empty'],
  ['あ'.repeat(MOST_CHARACTERS), undefined],
  ['あ'.repeat(MOST_CHARACTERS + 1), 'too-many-characters'],
  ['a'.repeat(MOST_CHARACTERS), undefined],
  ['𠮷'.repeat(MOST_BYTES / 4), undefined],
  ['𠮷'.repeat(MOST_BYTES / 4 + 1), 'too-many-bytes'],
  ['\ud842', 'unwritable'],
  ['a\udfb7', 'unwritable'],
  ['\udfb7\ud842', 'unwritable'],
  ['a\0b', 'unwritable'],
])('%# is refused as %s', (text, fault) => {
  expect(faultOfBody(text)).toBe(fault);
});

test('a family of emoji joined by zero width is something', () => {
  expect(isBlank('👩‍👧')).toBe(false);
});
