import type { Random } from '../random.ts';
import type { Script } from './script.ts';

/** Minutes of the day between which people write. */
export const OPENS = 8 * 60 + 30;
export const CLOSES = 17 * 60 + 15;

const HOURS: readonly (readonly [number, number])[] = [
  [510, 12],
  [540, 17],
  [600, 15],
  [660, 12],
  [720, 2],
  [780, 14],
  [840, 12],
  [900, 12],
  [960, 14],
];
const TOTAL = HOURS.reduce((sum, [, weight]) => sum + weight, 0);

/** Chooses the minute at which a conversation starts, as busy as an office is at that hour. */
export function startMinute(time: Script['time'], until: number, rng: Random): number {
  if (time === '朝') return rng.int(OPENS, 545);
  if (time === '夕') return rng.int(960, 1010);
  if (until < 600) return rng.int(OPENS, Math.max(OPENS, until - 12));
  let at = rng.next() * TOTAL;
  for (const [minute, weight] of HOURS) {
    if (at < weight) return minute + rng.int(0, 59);
    at -= weight;
  }
  return 600;
}

/** Chooses how many seconds pass before the next thing is said. */
export function gapSeconds(minutes: number | undefined, rng: Random): number {
  if (minutes !== undefined) return Math.round(minutes * 60 * (0.8 + 0.4 * rng.next()));
  const kind = rng.next();
  if (kind < 0.45) return rng.int(25, 110);
  if (kind < 0.85) return rng.int(90, 420);
  return rng.int(400, 1500);
}
