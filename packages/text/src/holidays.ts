/** A calendar day written YYYY-MM-DD. */
export type Day = string;

const DAY = 86_400_000;
const utc = (day: Day): Date => new Date(`${day}T00:00:00Z`);

/** The day that lies so many days after (or before) another. */
export const addDays = (day: Day, days: number): Day =>
  new Date(utc(day).getTime() + days * DAY).toISOString().slice(0, 10);

/** The day of the week, Sunday being 0. */
export const weekday = (day: Day): number => utc(day).getUTCDay();

function nthMonday(year: number, month: number, nth: number): number {
  const first = weekday(`${year}-${String(month).padStart(2, '0')}-01`);
  return 1 + ((8 - first) % 7) + (nth - 1) * 7;
}

// The formula behind the 暦要項 of the National Astronomical Observatory, right from 1980 to 2099.
const equinox = (year: number, base: number): number =>
  Math.floor(base + 0.242194 * (year - 1980) - Math.floor((year - 1980) / 4));

const FIXED: Partial<Record<string, string>> = {
  '01-01': '元日',
  '02-11': '建国記念の日',
  '02-23': '天皇誕生日',
  '04-29': '昭和の日',
  '05-03': '憲法記念日',
  '05-04': 'みどりの日',
  '05-05': 'こどもの日',
  '08-11': '山の日',
  '11-03': '文化の日',
  '11-23': '勤労感謝の日',
};

/** Days that article 2 of 国民の祝日に関する法律 names, as it stands since 2022. */
function named(day: Day): string | undefined {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const fixed = FIXED[day.slice(5)];
  if (fixed) return fixed;
  if (month === 1 && date === nthMonday(year, 1, 2)) return '成人の日';
  if (month === 3 && date === equinox(year, 20.8431)) return '春分の日';
  if (month === 7 && date === nthMonday(year, 7, 3)) return '海の日';
  if (month === 9 && date === nthMonday(year, 9, 3)) return '敬老の日';
  if (month === 9 && date === equinox(year, 23.2488)) return '秋分の日';
  if (month === 10 && date === nthMonday(year, 10, 2)) return 'スポーツの日';
  return undefined;
}

/** The name of a national holiday of Japan; by article 3 also 振替休日 and 国民の休日. */
export function holidayName(day: Day): string | undefined {
  const own = named(day);
  if (own) return own;
  for (let before = addDays(day, -1); named(before); before = addDays(before, -1))
    if (weekday(before) === 0) return '振替休日';
  return named(addDays(day, -1)) && named(addDays(day, 1)) ? '国民の休日' : undefined;
}
