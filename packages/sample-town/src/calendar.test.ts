import { expect, test } from 'vitest';
import { dayText, fiscalYear, isOpen, openDay } from './calendar.ts';

test('the hall is closed at weekends and around New Year', () => {
  expect(isOpen('2025-12-26')).toBe(true);
  expect(isOpen('2025-12-29')).toBe(false);
  expect(openDay('2025-12-26', 1)).toBe('2026-01-05');
  expect(openDay('2025-11-25', -1)).toBe('2025-11-21');
});

test('days are written as clerks write them', () => {
  expect(dayText('2025-11-28')).toBe('11月28日（金）');
  expect(fiscalYear('2026-03-31')).toBe(7);
  expect(fiscalYear('2026-04-01')).toBe(8);
});
