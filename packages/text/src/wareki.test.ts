import { expect, test } from 'vitest';
import { clockTime, dayLine, inTokyo, moment, readDay, shortMoment, tokyoDay, warekiYear } from './wareki.ts';

const now = new Date('2025-11-28T08:15:00Z'); // 17:15 in Tokyo, a Friday

test.each([
  ['2025-11-25T00:00:00Z', '令和7年11月25日（火）', 'Tue 25 Nov 2025'],
  ['2025-11-24T15:00:00Z', '令和7年11月25日（火）', 'Tue 25 Nov 2025'],
  ['2025-11-24T14:59:59Z', '令和7年11月24日（月）', 'Mon 24 Nov 2025'],
  ['2019-04-30T14:59:59Z', '平成31年4月30日（火）', 'Tue 30 Apr 2019'],
  ['2019-04-30T15:00:00Z', '令和元年5月1日（水）', 'Wed 1 May 2019'],
  ['2024-02-29T03:00:00Z', '令和6年2月29日（木）', 'Thu 29 Feb 2024'],
])('the day of %s is %s', (at, ja, en) => {
  expect(dayLine(new Date(at))).toBe(ja);
  expect(dayLine(new Date(at), 'en')).toBe(en);
});

test.each([
  ['2025-11-28T08:15:00Z', '17:15', '17:15'],
  ['2025-11-27T15:00:00Z', '0:00', '0:00'],
  ['2025-11-27T23:05:00Z', '8:05', '8:05'],
  ['2025-11-27T14:59:00Z', 'きのう 23:59', 'yesterday 23:59'],
  ['2025-11-27T08:15:01Z', 'きのう 17:15', 'yesterday 17:15'],
  ['2025-11-27T08:15:00Z', '11月27日（木）17:15', 'Thu 27 Nov 17:15'],
  ['2025-11-26T07:40:00Z', '11月26日（水）16:40', 'Wed 26 Nov 16:40'],
  ['2024-12-27T08:15:00Z', '令和6年12月27日（金）17:15', 'Fri 27 Dec 2024 17:15'],
  ['2025-11-28T23:30:00Z', 'あした 8:30', 'tomorrow 8:30'],
  ['2025-11-29T23:30:00Z', '11月30日（日）8:30', 'Sun 30 Nov 8:30'],
])('a list shows %s as %s', (at, ja, en) => {
  expect(shortMoment(new Date(at), now)).toBe(ja);
  expect(shortMoment(new Date(at), now, 'en')).toBe(en);
});

test('in full, on the same day too', () => {
  expect(moment(now, now)).toBe('11月28日（金）17:15');
});

test('Tokyo does not depend on the zone of the machine', () => {
  const zone = process.env.TZ;
  for (const other of ['America/New_York', 'Asia/Tokyo', 'Pacific/Kiritimati']) {
    process.env.TZ = other;
    expect(inTokyo(now)).toEqual({ year: 2025, month: 11, day: 28, weekday: 5, hour: 17, minute: 15 });
    expect(tokyoDay(new Date('2025-11-27T15:00:00Z'))).toBe('2025-11-28');
    expect(clockTime(now)).toBe('17:15');
  }
  process.env.TZ = zone;
});

test.each([
  ['2025-04-01', '令和7年'],
  ['2019-05-01', '令和元年'],
  ['2019-04-30', '平成31年'],
  ['1989-01-07', '昭和64年'],
  ['1926-12-24', '大正15年'],
  ['1800-01-01', '1800年'],
])('%s lies in %s', (day, year) => {
  expect(warekiYear(day)).toBe(year);
});

test.each([
  ['令和7年4月1日', '2025-04-01'],
  ['令和元年5月1日', '2019-05-01'],
  ['令和元年4月30日', undefined],
  ['R7.4.1', '2025-04-01'],
  ['Ｒ７．４．１', '2025-04-01'],
  ['r7/4/1', '2025-04-01'],
  ['H31.4.30', '2019-04-30'],
  ['2025/4/1', '2025-04-01'],
  ['2025-04-01', '2025-04-01'],
  ['2025年4月1日', '2025-04-01'],
  ['20250401', '2025-04-01'],
  [' 令和 7 年 4 月 1 日 ', '2025-04-01'],
  ['2025/2/30', undefined],
  ['2025/13/1', undefined],
  ['4月1日', undefined],
  ['', undefined],
  ['あした', undefined],
])('%j is read as %s', (text, day) => {
  expect(readDay(text)).toBe(day);
});
