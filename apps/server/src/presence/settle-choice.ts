import type { CommandParsed } from '@engawa/contract/socket';
import type { Tx } from '@engawa/db/transact';
import { addDays } from '@engawa/text/holidays';
import { readBusinessTime } from '#platform/business-time.ts';
import { businessDay } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { factsOf, type Choice } from './queries.ts';

type Wanted = Pick<CommandParsed<'presence:set'>, 'state' | 'place' | 'note' | 'until'>;

const longestMs = 400 * 86_400_000;

/**
 * The choice as it is kept. Without a time, a day off and the way home end when the hall opens next, telework
 * when it closes; 在席 wins over the meeting or duty that is planned just now, and else says what is true
 * anyway.
 */
export async function settleChoice(
  tx: Tx,
  { clock }: Platform,
  me: Pick<Me, 'personId'>,
  personId: string,
  { state, place, note, until }: Wanted,
): Promise<Choice> {
  const now = clock.now();
  const setBy = personId === me.personId ? null : me.personId;
  const none = { state: null, place: '', note: '', until: null, setBy };
  if (state === null) return none;
  if (until !== null) {
    const end = new Date(until);
    if (end <= now) throw new AppError('time_past');
    if (end.getTime() - now.getTime() > longestMs) throw new AppError('invalid_input');
    return { state, place, note, until: end, setBy };
  }
  const day = businessDay(now);
  if (state === 'in') {
    const [facts] = await factsOf(tx, [personId], now, day);
    const planned = facts?.plan?.until ?? (facts?.repeat ? midnightAfter(day) : undefined);
    // A colleague who says it knows better than the line.
    const end = planned ?? (facts?.connected && setBy === null ? undefined : midnightAfter(day));
    return end ? { state, place, note, until: end, setBy } : none;
  }
  const time = await readBusinessTime(tx);
  const closes = time.hoursOf(day)?.closes;
  if (state === 'leave' || state === 'left') {
    const next = time.hoursOf(time.openDayFrom(addDays(day, 1)));
    return { state, place, note, until: next?.opens ?? null, setBy };
  }
  if (state === 'telework' && closes && closes > now) return { state, place, note, until: closes, setBy };
  return { state, place, note, until: null, setBy };
}

const midnightAfter = (day: string) => new Date(`${addDays(day, 1)}T00:00:00+09:00`);
