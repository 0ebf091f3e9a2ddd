import { expect, test } from 'vitest';
import { initialsOf, tintOf } from './initials.ts';

test('a family name of up to two characters stands whole, a longer one by its first', () => {
  expect(initialsOf('髙田 美咲')).toBe('髙田');
  expect(initialsOf('辻　彩香')).toBe('辻');
  expect(initialsOf('五十嵐 学')).toBe('五');
  expect(initialsOf('北川 由紀', true)).toBe('北');
});

test('a kanji with a variation selector or outside the basic plane is one character', () => {
  expect(initialsOf('辻\u{E0100}田 学')).toBe('辻\u{E0100}田');
  expect(initialsOf('𠮷野 学')).toBe('𠮷野');
});

test('a name in Latin letters stands by its first letter', () => {
  expect(initialsOf('Li Wei')).toBe('L');
});

test('the tint of an id never changes and all seven are used', () => {
  const ids = Array.from({ length: 200 }, (_, n) => `0199a0e0-0000-7000-8000-${n}`);
  expect(ids.map(tintOf)).toEqual(ids.map(tintOf));
  expect(new Set(ids.map(tintOf)).size).toBe(7);
});
