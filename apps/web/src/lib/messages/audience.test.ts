import { expect, test } from 'vitest';
import { audienceOf } from './audience.ts';

const publicOf = (memberCount: number) => ({ kind: 'public' as const, directWith: [], memberCount });

test('who is alone in a channel is told so', () => {
  expect(audienceOf(publicOf(1), '窓口改善')).toBe('窓口改善には、まだほかにだれもいません。');
  expect(audienceOf(publicOf(10), '収納係')).toBe('収納係の10人に届きます。庁外の人はいません。');
});
