import { expect, test } from 'vitest';
import { keptUntil } from './kept-until.ts';

test.each([
  ['2026-04-01', 1, '2028-03-31'],
  ['2027-03-31', 1, '2028-03-31'],
  ['2026-11-23', 5, '2032-03-31'],
  ['2026-01-05', 30, '2056-03-31'],
])('made on %s and kept %d years: until %s', (day, years, until) => {
  expect(keptUntil(day, years)).toBe(until);
});
