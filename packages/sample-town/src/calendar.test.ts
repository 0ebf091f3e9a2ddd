import { expect, test } from 'vitest';
import { addDays, dayText, fiscalYear, isHoliday, isOpen, openDay } from './calendar.ts';

function holidays(year: number): string[] {
  const days = Array.from({ length: 366 }, (_, i) => addDays(`${year}-01-01`, i));
  return days.filter((day) => day.startsWith(String(year)) && isHoliday(day)).map((day) => day.slice(5));
}

test('the holidays of a year with substitute days are those of the cabinet office', () => {
  expect(holidays(2025).join(' ')).toBe(
    '01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03 11-23 11-24',
  );
});

test('a day between two holidays is one too', () => {
  expect(holidays(2026).join(' ')).toBe(
    '01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23',
  );
});

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
