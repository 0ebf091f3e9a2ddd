/** The two languages of the interface. */
export type Language = 'ja' | 'en';

/** A day of the calendar in Tokyo with its weekday (0 is Sunday) and time. */
export interface TokyoTime {
  year: number;
  month: number;
  day: number;
  weekday: number;
  hour: number;
  minute: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
// Japan has had no summer time since 1951: the offset is fixed, whatever the machine's zone.
const TOKYO = 9 * 60 * MINUTE;

const ERAS = [
  { name: '令和', letter: 'R', from: '2019-05-01', before: 2018 },
  { name: '平成', letter: 'H', from: '1989-01-08', before: 1988 },
  { name: '昭和', letter: 'S', from: '1926-12-25', before: 1925 },
  { name: '大正', letter: 'T', from: '1912-07-30', before: 1911 },
  { name: '明治', letter: 'M', from: '1868-01-25', before: 1867 },
] as const;

const WEEKDAYS = ['日', '月', '火', '水', '木', '金', '土'];
const ENGLISH_WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const ENGLISH_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The time in Tokyo, independent of the zone of the machine. */
export function inTokyo(at: Date): TokyoTime {
  const shifted = new Date(at.getTime() + TOKYO);
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    weekday: shifted.getUTCDay(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
  };
}

/** The business day in Tokyo as ISO text (2025-11-25). */
export function tokyoDay(at: Date): string {
  return new Date(at.getTime() + TOKYO).toISOString().slice(0, 10);
}

/** 令和7年 for a day written as ISO text; the first year is 元年. */
export function warekiYear(isoDay: string): string {
  const era = ERAS.find(({ from }) => isoDay >= from);
  const year = Number(isoDay.slice(0, 4));
  if (!era) return `${year}年`;
  return `${era.name}${year - era.before === 1 ? '元' : year - era.before}年`;
}

/** The line between days: 令和7年11月25日（火）. */
export function dayLine(at: Date, language: Language = 'ja'): string {
  const { year, month, day, weekday } = inTokyo(at);
  if (language === 'en') return `${ENGLISH_WEEKDAYS[weekday]} ${day} ${ENGLISH_MONTHS[month - 1]} ${year}`;
  return `${warekiYear(tokyoDay(at))}${month}月${day}日（${WEEKDAYS[weekday]}）`;
}

/** The time of day: 9:05, 17:15. */
export function clockTime(at: Date): string {
  const { hour, minute } = inTokyo(at);
  return `${hour}:${String(minute).padStart(2, '0')}`;
}

/** A moment in full: 11月28日（金）17:15, with the year where it is not this one. */
export function moment(at: Date, now: Date, language: Language = 'ja'): string {
  const { year, month, day, weekday } = inTokyo(at);
  const isThisYear = year === inTokyo(now).year;
  if (language === 'en') {
    const date = `${ENGLISH_WEEKDAYS[weekday]} ${day} ${ENGLISH_MONTHS[month - 1]}`;
    return `${date}${isThisYear ? '' : ` ${year}`} ${clockTime(at)}`;
  }
  const date = `${month}月${day}日（${WEEKDAYS[weekday]}）`;
  return `${isThisYear ? '' : warekiYear(tokyoDay(at))}${date}${clockTime(at)}`;
}

/** A moment as a list shows it: 16:40 today, きのう 16:40 under 24 hours ago, else in full. */
export function shortMoment(at: Date, now: Date, language: Language = 'ja'): string {
  const days = Math.round((Date.parse(tokyoDay(now)) - Date.parse(tokyoDay(at))) / DAY);
  const isNear = Math.abs(now.getTime() - at.getTime()) < DAY;
  if (days === 0) return clockTime(at);
  if (isNear && days === 1) return `${language === 'en' ? 'yesterday' : 'きのう'} ${clockTime(at)}`;
  if (isNear && days === -1) return `${language === 'en' ? 'tomorrow' : 'あした'} ${clockTime(at)}`;
  return moment(at, now, language);
}

/**
 * Reads a day as offices write it (令和7年4月1日, R7.4.1, 2025/4/1, 20250401, 令和元年5月1日) into ISO text;
 * undefined for what is no day of the calendar.
 */
export function readDay(text: string): string | undefined {
  const plain = text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  const western =
    /^(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?$/.exec(plain) ??
    /^(\d{4})(\d\d)(\d\d)$/.exec(plain);
  if (western) return isoDay(Number(western[1]), Number(western[2]), Number(western[3]));
  const japanese =
    /^(令和|平成|昭和|大正|明治|[RHSTM])(元|\d{1,2})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?$/.exec(
      plain,
    );
  if (!japanese) return undefined;
  const era = ERAS.find(({ name, letter }) => name === japanese[1] || letter === japanese[1]);
  if (!era) return undefined;
  const year = era.before + (japanese[2] === '元' ? 1 : Number(japanese[2]));
  const day = isoDay(year, Number(japanese[3]), Number(japanese[4]));
  return day && day >= era.from ? day : undefined;
}

function isoDay(year: number, month: number, day: number): string | undefined {
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day
    ? at.toISOString().slice(0, 10)
    : undefined;
}
