import { addDays, weekday, type Day } from '@engawa/text/holidays';
import { dayText, fiscalYear, isOpen, openDay } from '../calendar.ts';

function nextDay(day: Day): string {
  const next = openDay(day, 1);
  if (next === addDays(day, 1)) return '明日';
  return isOpen(addDays(day, 3)) && weekday(day) === 5 ? '月曜' : `${'日月火水木金土'[weekday(next)]}曜`;
}

/** Gives the words that depend on the day of a conversation: {日3} is three open days ahead, {前3} before. */
export function dayWord(name: string, day: Day): string | undefined {
  const [, kind, number] = /^(日|前)(\d*)$/.exec(name) ?? [];
  if (kind === '日') return dayText(openDay(day, Number(number || '1')));
  if (kind === '前') return dayText(openDay(day, -Number(number || '1')));
  const month = Number(day.slice(5, 7));
  const year = fiscalYear(day);
  const words: Record<string, string> = {
    月: `${month}月`,
    来月: `${(month % 12) + 1}月`,
    先月: `${((month + 10) % 12) + 1}月`,
    年度: `令和${year}年度`,
    来年度: `令和${year + 1}年度`,
    昨年度: `令和${year - 1}年度`,
    R: `R${year}`,
    R次: `R${year + 1}`,
  };
  return name === '翌日' ? nextDay(day) : words[name];
}

/** Reads 13時30分 as minutes of the day. */
export function minutesOf(time: string): number {
  const [, hour = 0, minute = 0] = /^(\d+)時(?:(\d+)分)?$/.exec(time)?.map(Number) ?? [];
  return hour * 60 + (minute || 0);
}
