import { expect, test } from 'vitest';
import { fold } from './fold.ts';

test('a message of 10,000 characters is folded within a frame', () => {
  const text = '税務課の山﨑さんへ、髙橋です。ﾃﾞｰﾀを 2134 に。'.repeat(400).slice(0, 10_000);
  fold(text);
  const start = performance.now();
  fold(text);
  expect(performance.now() - start).toBeLessThan(50);
});
