import ICAL from 'ical.js';
import { stateOfPlan, type PlanState } from './plan-kinds.ts';

/** One entry of a person's own calendar that says where they are. */
export type CalendarRow = { state: PlanState; place: string; note: string; startsAt: Date; endsAt: Date };

export type CalendarRead = {
  rows: CalendarRow[];
  /** How many entries say nothing of where somebody is. */
  unclear: number;
};

/** Entries that come back are followed for so long, and so often at most. */
const aheadMs = 56 * 86_400_000;
/** Of all entries of a file together. */
const mostTurns = 100_000;
const mostRows = 2000;
const mostPlace = 40;
const mostNote = 60;

type Entry = { startsAt: Date; endsAt: Date };

/**
 * Reads an iCalendar file (RFC 5545) as groupware exports it: entries from `now` on, those that come back for
 * eight weeks. Cancelled ones and those that leave one free stay out; of private ones only the state is kept.
 * Undefined for what is no calendar.
 */
export function readCalendar(text: string, now: Date): CalendarRead | undefined {
  const calendar = parse(text);
  if (!calendar) return undefined;
  const until = new Date(now.getTime() + aheadMs);
  const rows: CalendarRow[] = [];
  let unclear = 0;
  const left = { turns: mostTurns };
  for (const component of calendar.getAllSubcomponents('vevent')) {
    if (textOf(component, 'status') === 'CANCELLED' || textOf(component, 'transp') === 'TRANSPARENT')
      continue;
    const event = new ICAL.Event(component);
    if (event.isRecurrenceException()) continue;
    if (!rulesOf(component).every(isFollowed)) {
      unclear += 1;
      continue;
    }
    for (const { startsAt, endsAt, item } of turnsOf(event, { now, until, left })) {
      const summary = item.summary ?? '';
      const place = (item.location ?? '').normalize('NFKC').trim();
      const state = stateOfPlan(`${textOf(component, 'categories')} ${summary}`);
      if (!state) {
        unclear += 1;
        continue;
      }
      const isPrivate = /^(PRIVATE|CONFIDENTIAL)$/.test(textOf(component, 'class'));
      rows.push({
        ...{ state, startsAt, endsAt },
        place: isPrivate ? '' : place.slice(0, mostPlace),
        note: isPrivate || state === 'leave' ? '' : summary.normalize('NFKC').trim().slice(0, mostNote),
      });
    }
  }
  return { rows: rows.slice(0, mostRows), unclear };
}

function parse(text: string): ICAL.Component | undefined {
  try {
    const calendar = ICAL.Component.fromString(text);
    if (calendar.name !== 'vcalendar') return undefined;
    return calendar.getAllSubcomponents('vevent').every((one) => one.hasProperty('dtstart'))
      ? calendar
      : undefined;
  } catch {
    return undefined;
  }
}

function rulesOf(component: ICAL.Component): ICAL.Recur[] {
  return component
    .getAllProperties('rrule')
    .map((property) => property.getFirstValue())
    .filter((value) => value instanceof ICAL.Recur);
}

const followed: Record<string, readonly string[]> = {
  DAILY: [],
  WEEKLY: ['BYDAY'],
  MONTHLY: ['BYDAY', 'BYMONTHDAY', 'BYSETPOS'],
  YEARLY: ['BYDAY', 'BYMONTH', 'BYMONTHDAY'],
};
const mostInterval = 60;

/** Rules as calendars write them. The reader of rules never ends on some that no day fulfils. */
function isFollowed({ freq, interval, parts }: ICAL.Recur): boolean {
  const names = Object.keys(parts).filter((name) => name !== 'WKST');
  if (interval < 1 || interval > mostInterval) return false;
  if (freq === 'DAILY' && interval === 1 && names.join() === 'BYDAY')
    return parts.BYDAY?.every((day) => /^[A-Z]{2}$/.test(String(day))) ?? false;
  if (names.includes('BYDAY') && names.includes('BYMONTHDAY')) return false;
  const allowed = followed[freq];
  return allowed !== undefined && names.every((name) => allowed.includes(name));
}

type Span = { now: Date; until: Date; left: { turns: number } };

function* turnsOf(event: ICAL.Event, { now, until, left }: Span): Generator<Entry & { item: ICAL.Event }> {
  const isWithin = ({ startsAt, endsAt }: Entry) => endsAt > now && startsAt < until && endsAt > startsAt;
  if (!event.isRecurring()) {
    const entry = { startsAt: dateOf(event.startDate), endsAt: dateOf(event.endDate), item: event };
    if (isWithin(entry)) yield entry;
    return;
  }
  const turns = event.iterator();
  while (left.turns > 0) {
    left.turns -= 1;
    const next = turns.next();
    if (!next || dateOf(next) >= until) return;
    const { startDate, endDate, item } = event.getOccurrenceDetails(next);
    const entry = { startsAt: dateOf(startDate), endsAt: dateOf(endDate), item };
    if (isWithin(entry)) yield entry;
  }
}

/** A day without a time, and a time without a zone, are those of Japan. */
function dateOf(time: ICAL.Time): Date {
  const isNowhere = time.isDate || time.zone === ICAL.Timezone.localTimezone;
  if (!isNowhere) return time.toJSDate();
  const pad = (figure: number) => String(figure).padStart(2, '0');
  const day = `${time.year}-${pad(time.month)}-${pad(time.day)}`;
  const at = time.isDate ? '00:00:00' : `${pad(time.hour)}:${pad(time.minute)}:${pad(time.second)}`;
  return new Date(`${day}T${at}+09:00`);
}

function textOf(component: ICAL.Component, name: string): string {
  const value = component.getFirstPropertyValue(name);
  return typeof value === 'string' ? value : '';
}
