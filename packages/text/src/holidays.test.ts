import { expect, test } from 'vitest';
import { addDays, holidayName } from './holidays.ts';

const holidaysOf = (year: number) => {
  const found: string[] = [];
  for (let day = `${year}-01-01`; day.startsWith(String(year)); day = addDays(day, 1)) {
    const name = holidayName(day);
    if (name) found.push(`${day.slice(5)} ${name}`);
  }
  return found;
};

// As the Cabinet Office announces them (国民の祝日について).
test('2026, with a day between two holidays', () => {
  expect(holidaysOf(2026)).toEqual([
    '01-01 元日',
    '01-12 成人の日',
    '02-11 建国記念の日',
    '02-23 天皇誕生日',
    '03-20 春分の日',
    '04-29 昭和の日',
    '05-03 憲法記念日',
    '05-04 みどりの日',
    '05-05 こどもの日',
    '05-06 振替休日',
    '07-20 海の日',
    '08-11 山の日',
    '09-21 敬老の日',
    '09-22 国民の休日',
    '09-23 秋分の日',
    '10-12 スポーツの日',
    '11-03 文化の日',
    '11-23 勤労感謝の日',
  ]);
});

test('2027, with a substitute for an equinox on a Sunday', () => {
  expect(holidaysOf(2027)).toEqual([
    '01-01 元日',
    '01-11 成人の日',
    '02-11 建国記念の日',
    '02-23 天皇誕生日',
    '03-21 春分の日',
    '03-22 振替休日',
    '04-29 昭和の日',
    '05-03 憲法記念日',
    '05-04 みどりの日',
    '05-05 こどもの日',
    '07-19 海の日',
    '08-11 山の日',
    '09-20 敬老の日',
    '09-23 秋分の日',
    '10-11 スポーツの日',
    '11-03 文化の日',
    '11-23 勤労感謝の日',
  ]);
});

test('2025, with substitutes after a birthday and a holiday in November', () => {
  const days = holidaysOf(2025).map((line) => line.slice(0, 5));
  expect(days.join(' ')).toBe(
    '01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03 11-23 11-24',
  );
});
