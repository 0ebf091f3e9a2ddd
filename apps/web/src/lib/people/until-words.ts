import { t } from '#lib/text/people.ts';

const day = 86_400_000;
const tokyo = 9 * 3_600_000;
const dayOf = (ms: number) => Math.floor((ms + tokyo) / day);

/** The hour of a moment in Tokyo, 11:30. */
export function hourOf(moment: string): string {
  const at = new Date(Date.parse(moment) + tokyo);
  return `${at.getUTCHours()}:${String(at.getUTCMinutes()).padStart(2, '0')}`;
}

/** A moment to come as clerks say it: 11:30, 明日 8:30, 11/28 8:30. */
export function untilWords(moment: string, now = Date.now()): string {
  const at = Date.parse(moment);
  const days = dayOf(at) - dayOf(now);
  if (days === 0) return hourOf(moment);
  if (days === 1) return t.tomorrow(hourOf(moment));
  const date = new Date(at + tokyo);
  return t.onDay(date.getUTCMonth() + 1, date.getUTCDate(), hourOf(moment));
}
