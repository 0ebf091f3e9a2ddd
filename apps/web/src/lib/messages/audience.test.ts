import { expect, test } from 'vitest';
import { audienceOf } from './audience.ts';

const publicOf = (memberCount: number) => ({ kind: 'public' as const, directWith: [], memberCount });

test('who is alone in a channel is told so', () => {
  expect(audienceOf(publicOf(1), '窓口改善')).toBe('窓口改善には、まだほかにだれもいません。');
  expect(audienceOf(publicOf(10), '収納係')).toBe('収納係の10人に届きます。庁外の人はいません。');
});

test('a long name is cut in its middle, what is said of the readers never', () => {
  const name = '窓口改善の健康福祉課地域包括支援センター係との打合せ用の長い名前のチャンネル';
  expect(audienceOf(publicOf(12), name)).toBe(
    '窓口改善の健康福祉課地域包…のチャンネルの12人に届きます。庁外の人はいません。',
  );
  expect(audienceOf(publicOf(12), '𠮷'.repeat(20))).toContain('𠮷'.repeat(20));
});
