import { addDays, holidayName, weekday, type Day } from '@engawa/text/holidays';
import type { Database } from '@engawa/db/connect';
import type { Tx } from '@engawa/db/transact';
import { businessDay } from './clock.ts';

/** Opening and closing time of a weekday (0 is Sunday), in minutes after midnight in Tokyo. */
export type Hours = { weekday: number; opens: number; closes: number };

/** A day of the hall's own, of one year (2026-12-28) or of every year (12-29). */
export type OwnDay = { day: string; isOpen: boolean };

const minuteMs = 60_000;
/** No hall is closed for longer; it also ends the search where no weekday is open at all. */
const longestClosed = 400;

/** When the hall works: hours by weekday, days of its own, and the national holidays of Japan. */
export class BusinessTime {
  readonly #hours: ReadonlyMap<number, Hours>;
  readonly #own: ReadonlyMap<string, boolean>;

  constructor(hours: readonly Hours[], own: readonly OwnDay[]) {
    this.#hours = new Map(hours.map((one) => [one.weekday, one]));
    this.#own = new Map(own.map(({ day, isOpen }) => [day, isOpen]));
  }

  /** Whether the hall works on a day: its own days first, then holidays, then the weekday. */
  isOpenOn(day: Day): boolean {
    const own = this.#own.get(day) ?? this.#own.get(day.slice(5));
    return own ?? (this.#hours.has(weekday(day)) && holidayName(day) === undefined);
  }

  isOpenAt(at: Date): boolean {
    const span = this.hoursOf(businessDay(at));
    return span !== undefined && at >= span.opens && at < span.closes;
  }

  /** From when to when the hall works on a day; a day opened by exception has the hours of the first weekday. */
  hoursOf(day: Day): { opens: Date; closes: Date } | undefined {
    if (!this.isOpenOn(day)) return undefined;
    const hours = this.#hours.get(weekday(day)) ?? this.#hours.values().next().value;
    if (!hours) return undefined;
    const midnight = Date.parse(`${day}T00:00:00+09:00`);
    return {
      opens: new Date(midnight + hours.opens * minuteMs),
      closes: new Date(midnight + hours.closes * minuteMs),
    };
  }

  /** The first working day from `day` on. */
  openDayFrom(day: Day): Day {
    let found = day;
    for (let tried = 0; tried < longestClosed && !this.hoursOf(found); tried += 1) found = addDays(found, 1);
    return found;
  }

  /** The moment after so many minutes of working time; nights, weekends and holidays do not count. */
  after(from: Date, minutes: number): Date {
    let left = minutes * minuteMs;
    let day = businessDay(from);
    for (let tried = 0; tried < longestClosed; tried += 1) {
      const hours = this.hoursOf(day);
      if (hours) {
        const start = Math.max(from.getTime(), hours.opens.getTime());
        if (start + left <= hours.closes.getTime()) return new Date(start + left);
        left -= Math.max(0, hours.closes.getTime() - start);
      }
      day = addDays(day, 1);
    }
    return new Date(from.getTime() + minutes * minuteMs);
  }

  /** The end of the working day in which at least so many minutes are left from a moment on. */
  endOfDay(from: Date, atLeastMinutes = 0): Date {
    let day = this.openDayFrom(businessDay(from));
    let hours = this.hoursOf(day);
    if (hours && hours.closes.getTime() - from.getTime() < atLeastMinutes * minuteMs) {
      day = this.openDayFrom(addDays(day, 1));
      hours = this.hoursOf(day);
    }
    return hours?.closes ?? new Date(from.getTime() + atLeastMinutes * minuteMs);
  }
}

/** Reads when the hall works; the tables hold a dozen rows. */
export async function readBusinessTime(db: Database | Tx): Promise<BusinessTime> {
  const hours = await db.selectFrom('businessHours').select(['weekday', 'opens', 'closes']).execute();
  const own = await db.selectFrom('businessDay').select(['day', 'isOpen']).execute();
  return new BusinessTime(
    hours.map((row) => ({
      weekday: row.weekday,
      opens: minutesOf(row.opens),
      closes: minutesOf(row.closes),
    })),
    own,
  );
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
