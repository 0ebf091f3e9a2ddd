import { addDays, holidayName, weekday, type Day } from '@engawa/text/holidays';

const known = new Map<Day, boolean>();

/** Tells whether the city hall is open on a day. */
export function isOpen(day: Day): boolean {
  let open = known.get(day);
  if (open === undefined) known.set(day, (open = opens(day)));
  return open;
}

function opens(day: Day): boolean {
  const monthDay = day.slice(5);
  if (monthDay >= '12-29' || monthDay <= '01-03') return false;
  return weekday(day) !== 0 && weekday(day) !== 6 && !holidayName(day);
}

const ahead = new Map<string, Day>();

/** Gives the open day that lies so many open days after (or before) a day. */
export function openDay(from: Day, count: number): Day {
  const key = `${from} ${count}`;
  let day = ahead.get(key);
  if (day === undefined) ahead.set(key, (day = stepOpen(from, count)));
  return day;
}

function stepOpen(from: Day, count: number): Day {
  let day = from;
  for (let left = Math.abs(count); left > 0;) {
    day = addDays(day, Math.sign(count));
    if (isOpen(day)) left--;
  }
  return day;
}

/** Writes a day as clerks do: 11月28日（金）. */
export function dayText(day: Day): string {
  const [, month, date] = day.split('-').map(Number);
  return `${month}月${date}日（${'日月火水木金土'[weekday(day)]}）`;
}

/** Gives the Japanese fiscal year (令和) that a day lies in. */
export function fiscalYear(day: Day): number {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return year - 2018 - (month < 4 ? 1 : 0);
}
