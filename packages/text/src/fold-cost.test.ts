import { expect, test } from 'vitest';
import { fold } from './fold.ts';

test('a message of 10,000 characters is folded within a frame', () => {
  const text = '税務課の山﨑さんへ、髙橋です。ﾃﾞｰﾀを 2134 に。'.repeat(400).slice(0, 10_000);
  const cost = () => {
    const before = process.threadCpuUsage();
    fold(text);
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1000;
  };
  expect(Math.min(cost(), cost(), cost())).toBeLessThan(50);
});
