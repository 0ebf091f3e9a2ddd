import { clockTime, inTokyo, tokyoDay } from '@engawa/text/wareki';
import { t } from '#lib/text/memos.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const soon = 60;

type Due = { dueAt: string; urgent: boolean };

/** Until when, as short as a list has room for; `pressing` where it is past or within the hour. */
export function dueWords({ dueAt, urgent }: Due, now: Date): { text: string; pressing: boolean } {
  const due = new Date(dueAt);
  const minutes = Math.ceil((due.getTime() - now.getTime()) / minuteMs);
  if (minutes <= 0) return { text: t.due.late, pressing: true };
  if (minutes < soon) return { text: t.due.minutes(minutes), pressing: true };
  if (tokyoDay(due) === tokyoDay(now))
    return { text: urgent ? t.due.at(clockTime(due)) : t.due.today, pressing: false };
  const { month, day } = inTokyo(due);
  return { text: t.due.day(month === inTokyo(now).month ? '' : t.due.month(month), day), pressing: false };
}

/** When it was closed: 9:20, きのう, 11月21日. */
export function closedWords(closedAt: string, now: Date): string {
  const at = new Date(closedAt);
  if (tokyoDay(at) === tokyoDay(now)) return clockTime(at);
  if (tokyoDay(at) === tokyoDay(new Date(now.getTime() - dayMs))) return t.due.yesterday;
  const { month, day } = inTokyo(at);
  return t.due.on(t.due.month(month), day);
}
