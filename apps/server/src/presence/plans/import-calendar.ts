import type { CalendarPreview } from '@engawa/contract/presence';
import { newId } from '@engawa/db/id';
import { transact } from '@engawa/db/transact';
import { AppError } from '#platform/errors.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { decode } from '../../people/phone-list/decode.ts';
import { replacePlans, touch } from '../queries.ts';
import { tellChange } from '../tell-change.ts';
import { readCalendar, type CalendarRead } from './read-calendar.ts';

const shown = 20;
/** Later than anything a file brings. */
const endOfTime = new Date('9999-01-01T00:00:00Z');

/** What one's own calendar would bring to the board. */
export function lookAtCalendar({ clock }: Platform, bytes: Uint8Array): CalendarPreview {
  return preview(read(bytes, clock.now()));
}

/** Takes the place of all that came from one's calendar before, so that what was struck out there is gone here. */
export async function importCalendar(
  platform: Platform,
  me: Me,
  bytes: Uint8Array,
): Promise<CalendarPreview> {
  const now = platform.clock.now();
  const calendar = read(bytes, now);
  const people = [me.personId];
  await transact(platform.db, async (tx) => {
    const plans = calendar.rows.map((row) => ({
      ...row,
      id: newId(),
      personId: me.personId,
      source: 'calendar' as const,
    }));
    await replacePlans(tx, people, { source: 'calendar', from: now, until: endOfTime }, plans);
    await touch(tx, people);
    tellChange(tx, platform.live, people);
  });
  return preview(calendar);
}

function read(bytes: Uint8Array, now: Date): CalendarRead {
  const calendar = readCalendar(decode(bytes).text, now);
  if (!calendar) throw new AppError('not_a_plan');
  return calendar;
}

function preview({ rows, unclear }: CalendarRead): CalendarPreview {
  const next = rows.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime()).slice(0, shown);
  return {
    rows: rows.length,
    unclear,
    next: next.map(({ startsAt, endsAt, ...row }) => ({
      ...row,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
    })),
  };
}
