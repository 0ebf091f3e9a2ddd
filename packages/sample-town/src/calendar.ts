const DAY = 86_400_000;

/** A calendar day written YYYY-MM-DD. */
export type Day = string;

function utc(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** Gives the day that lies so many days after (or before) another. */
export function addDays(day: Day, days: number): Day {
  return new Date(utc(day).getTime() + days * DAY).toISOString().slice(0, 10);
}

/** Tells the day of the week, Sunday being 0. */
export function weekday(day: Day): number {
  return utc(day).getUTCDay();
}

function nthMonday(year: number, month: number, nth: number): number {
  const first = weekday(`${year}-${String(month).padStart(2, '0')}-01`);
  return 1 + ((8 - first) % 7) + (nth - 1) * 7;
}

// The formula of the National Astronomical Observatory's tables, right from 1980 to 2099.
function equinox(year: number, base: number): number {
  return Math.floor(base + 0.242194 * (year - 1980) - Math.floor((year - 1980) / 4));
}

function lawfulHoliday(day: Day): boolean {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const fixed = ['1-1', '2-11', '2-23', '4-29', '5-3', '5-4', '5-5', '8-11', '11-3', '11-23'];
  if (fixed.includes(`${month}-${date}`)) return true;
  if (month === 1) return date === nthMonday(year, 1, 2);
  if (month === 3) return date === equinox(year, 20.8431);
  if (month === 7) return date === nthMonday(year, 7, 3);
  if (month === 9) return date === equinox(year, 23.2488) || date === nthMonday(year, 9, 3);
  if (month === 10) return date === nthMonday(year, 10, 2);
  return false;
}

/** Tells whether a day is a national holiday of Japan, substitute and bridging days included. */
export function isHoliday(day: Day): boolean {
  if (lawfulHoliday(day)) return true;
  const before = addDays(day, -1);
  if (lawfulHoliday(before) && lawfulHoliday(addDays(day, 1)) && weekday(day) !== 0) return true;
  for (let d = before; lawfulHoliday(d); d = addDays(d, -1)) if (weekday(d) === 0) return true;
  return false;
}

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
  return weekday(day) !== 0 && weekday(day) !== 6 && !isHoliday(day);
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
