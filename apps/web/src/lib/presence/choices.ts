import type { ChosenState, PresenceState } from '@engawa/contract/presence';

const hour = 3_600_000;
const tokyo = 9 * hour;
const day = 86_400_000;

/** What a press sets, in the order of the keys 1 to 7. */
export const pressed = ['in', 'counter', 'meeting', 'away', 'out', 'telework', 'leave'] as const;

/** All that can be chosen. */
export const choosable: readonly ChosenState[] = [...pressed, 'left'];

/** Whoever is so is in the building (在庁). */
export const inBuilding: readonly PresenceState[] = ['in', 'counter', 'meeting', 'calling', 'away'];

/** States that somebody comes back from. */
export const hasReturn = (state: PresenceState | undefined): boolean =>
  state !== undefined && !['in', 'apart', 'calling', 'absent'].includes(state);

/** A state as it can be chosen; what only the line or others can tell counts as 在席. */
export const asChoice = (state: PresenceState | undefined): ChosenState =>
  choosable.find((choice) => choice === state) ?? 'in';

/** The day of a moment in Tokyo, 2026-11-23. */
export const dayOf = (at: number): string => new Date(at + tokyo).toISOString().slice(0, 10);

/** The moment of a time (11:30) on a day in Tokyo. */
export const momentOf = (onDay: string, time: string): string =>
  new Date(Date.parse(`${onDay}T${time}:00+09:00`)).toISOString();

/** Times of return that are a press away: the next full hour, noon and the end of the day, those to come. */
export function nearTimes(now: number): string[] {
  const midnight = Math.floor((now + tokyo) / day) * day - tokyo;
  const nextHour = Math.ceil((now + 10 * 60_000) / hour) * hour;
  const all = [nextHour, midnight + 12 * hour, midnight + 17.25 * hour];
  const ahead = all.filter((at) => at > now && at < midnight + day);
  return [...new Set(ahead)].sort((a, b) => a - b).map((at) => new Date(at).toISOString());
}
