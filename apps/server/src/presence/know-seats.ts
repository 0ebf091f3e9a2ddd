import { businessDay } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import type { Seats } from './policy.ts';
import { seatsOn, type SeatRow } from './queries.ts';

/** The seats of each person among rows of posts. */
export function seatsByPerson(rows: readonly SeatRow[]): Map<string, Seats> {
  const all = new Map<string, { desks: Set<string>; sections: Set<string> }>();
  for (const { personId, desk, section } of rows) {
    const own = all.get(personId) ?? { desks: new Set(), sections: new Set() };
    own.desks.add(desk);
    own.sections.add(section);
    all.set(personId, own);
  }
  return all;
}

/** Holds where everybody sits, until the organisation or the day changes. */
export class KnownSeats {
  readonly #platform: Platform;
  #held: { day: string; seats: Promise<Map<string, Seats>> } | undefined;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  get all(): Promise<Map<string, Seats>> {
    const day = businessDay(this.#platform.clock.now());
    if (this.#held?.day === day) return this.#held.seats;
    const seats = seatsOn(this.#platform.db, day, null).then(seatsByPerson);
    this.#held = { day, seats };
    seats.catch(() => this.forget());
    return seats;
  }

  forget(): void {
    this.#held = undefined;
  }
}
