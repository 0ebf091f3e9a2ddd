import { expect, test } from 'vitest';
import { monthly, scaleOf, totalOf } from './meter-figures.ts';

test('a scale ends at or above the greatest figure, in round steps', () => {
  expect(scaleOf(0)).toEqual([0, 1]);
  expect(scaleOf(3)).toEqual([0, 1, 2, 3]);
  expect(scaleOf(42)).toEqual([0, 20, 40, 60]);
  for (const greatest of [1, 7, 99, 1234, 50_000])
    expect(scaleOf(greatest).at(-1)).toBeGreaterThanOrEqual(greatest);
});

test('sections are added up month by month', () => {
  const counts = { calls: 1, asks: 2, memos: 3, messages: 4 };
  const row = (sectionId: string) => ({ sectionId, name: sectionId, counts: [counts] });
  const meter = { months: ['2026-04'], rows: [row('甲'), row('乙')] };
  expect(monthly(meter).map(totalOf)).toEqual([20]);
  expect(monthly(meter, '甲').map(totalOf)).toEqual([10]);
});
