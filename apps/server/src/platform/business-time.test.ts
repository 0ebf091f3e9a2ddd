import { expect, test } from 'vitest';
import { BusinessTime } from './business-time.ts';

const weekdays = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: 8 * 60 + 30, closes: 17 * 60 + 15 }));
const newYear = ['12-29', '12-30', '12-31', '01-01', '01-02', '01-03'].map((day) => ({ day, isOpen: false }));
const hall = new BusinessTime(weekdays, [
  ...newYear,
  { day: '2026-11-26', isOpen: false },
  { day: '2026-11-28', isOpen: true },
]);

const tokyo = (text: string) => new Date(`${text}:00+09:00`);
const told = (at: Date) => new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(0, 16);

test.each([
  ['within a day', '2026-11-25T10:05', 30, '2026-11-25T10:35'],
  ['before the hall opens', '2026-11-25T07:00', 30, '2026-11-25T09:00'],
  ['over the night', '2026-11-24T17:00', 30, '2026-11-25T08:45'],
  ['over a weekend and a Monday that is a holiday', '2026-11-20T17:00', 30, '2026-11-24T08:45'],
  ['over a closed day of the hall', '2026-11-25T17:10', 10, '2026-11-27T08:35'],
  ['on a Saturday that is opened by exception', '2026-11-27T17:10', 10, '2026-11-28T08:35'],
  ['over the new year', '2026-12-28T17:00', 30, '2027-01-04T08:45'],
  ['over several days', '2026-11-24T08:30', 1050, '2026-11-25T17:15'],
])('minutes of working time count %s', (_, from, minutes, until) => {
  expect(told(hall.after(tokyo(from), minutes))).toBe(until);
});

test('the end of the day, or of the next one where little is left', () => {
  expect(told(hall.endOfDay(tokyo('2026-11-25T10:00'), 60))).toBe('2026-11-25T17:15');
  expect(told(hall.endOfDay(tokyo('2026-11-25T16:30'), 60))).toBe('2026-11-27T17:15');
  expect(told(hall.endOfDay(tokyo('2026-11-22T10:00'), 60))).toBe('2026-11-24T17:15');
});

test('open is a matter of hours, holidays and the days of the hall', () => {
  expect(hall.isOpenAt(tokyo('2026-11-25T08:30'))).toBe(true);
  expect(hall.isOpenAt(tokyo('2026-11-25T17:15'))).toBe(false);
  expect(hall.isOpenAt(tokyo('2026-11-23T10:00'))).toBe(false);
  expect(hall.isOpenAt(tokyo('2026-11-28T10:00'))).toBe(true);
  expect(hall.openDayFrom('2026-12-29')).toBe('2027-01-04');
});

test('a hall that never opens still ends its counting', () => {
  const never = new BusinessTime([], []);
  expect(told(never.after(tokyo('2026-11-25T10:00'), 30))).toBe('2026-11-25T10:30');
  expect(told(never.endOfDay(tokyo('2026-11-25T10:00'), 60))).toBe('2026-11-25T11:00');
});
