import type { SectionLine } from '@engawa/contract/section-calls';
import { weekday } from '@engawa/text/holidays';
import type { BusinessTime } from '#platform/business-time.ts';
import { businessDay } from '#platform/clock.ts';

/** How a section is rung that has settled nothing. */
export const usualLine = (ringSeconds: number): SectionLine => ({
  mode: 'all',
  ringSeconds,
  turnSeconds: 15,
  queueSeconds: 120,
  overflowSectionId: null,
  afterHoursSectionId: null,
  hours: null,
  rota: [],
});

/** Minutes and hours in Tokyo, as a clock shows them. */
const clockOf = (at: Date): string =>
  at.toLocaleTimeString('en-GB', { timeZone: 'Asia/Tokyo', hour: '2-digit', minute: '2-digit' });

/** Whether a section answers now: at its own hours, or at those of the hall. */
export function isOpenAt({ hours }: Pick<SectionLine, 'hours'>, time: BusinessTime, at: Date): boolean {
  if (!hours) return time.isOpenAt(at);
  const day = businessDay(at);
  const on = weekday(day);
  // A weekend that a section works on is settled by its weekdays; a holiday of the hall only where it says so.
  const isWorkday = hours.onHolidays || time.isOpenOn(day) || on === 0 || on === 6;
  const now = clockOf(at);
  return isWorkday && hours.weekdays.includes(on) && now >= hours.opens && now < hours.closes;
}

/** Who has 当番 now. */
export function onDuty({ rota }: Pick<SectionLine, 'rota'>, at: Date): string[] {
  const day = weekday(businessDay(at));
  const now = clockOf(at);
  return rota
    .filter(({ weekday: on, opens, closes }) => on === day && now >= opens && now < closes)
    .map(({ personId }) => personId);
}

export type Ring = { personId: string; state: string; since: Date };

/** The section as a call meets it. */
export type Scene = {
  line: Pick<SectionLine, 'mode' | 'turnSeconds' | 'rota'>;
  now: Date;
  /** Who is here and free, in the order of turns: who answered last goes last. */
  free: readonly string[];
  /** Of those, who is rung by another call. */
  rungElsewhere: ReadonlySet<string>;
  /** Calls to the same section that were there before. */
  ahead: number;
  rings: readonly Ring[];
};

/** Whom a call rings now. */
export function whomToRing({ line, now, free, rungElsewhere, ahead, rings }: Scene): string[] {
  const stateOf = new Map(rings.map((ring) => [ring.personId, ring]));
  const able = free.filter((id) => stateOf.get(id)?.state !== 'refused');
  if (line.mode === 'turn') {
    const isRinging = (id: string) => stateOf.get(id)?.state === 'ringing';
    const lasts = (since: Date) => now.getTime() - since.getTime() < line.turnSeconds * 1000;
    const current = able.find((id) => {
      const ring = stateOf.get(id);
      return ring && isRinging(id) && lasts(ring.since);
    });
    const next = current ?? able.find((id) => !stateOf.has(id) && !rungElsewhere.has(id));
    return next === undefined ? [] : [next];
  }
  // Who was there first is answered first: a later call rings once there are people enough for both.
  if (able.length <= ahead) return [];
  if (line.mode !== 'rota') return able;
  const duty = new Set(onDuty(line, now));
  const answering = able.filter((id) => duty.has(id));
  return answering.length > ahead ? answering : able;
}

/** Who gave up so soon had not really called. */
const glanceMs = 10_000;

export const hasWaited = (offeredAt: Date, now: Date): boolean =>
  now.getTime() - offeredAt.getTime() >= glanceMs;

/** Its head, and whoever leads a section above it, settles how a section is rung; 管理 does so for all. */
export const maySetLine = (roles: readonly string[], isHead: boolean): boolean =>
  isHead || roles.includes('system');
