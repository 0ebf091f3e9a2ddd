import type { Hall } from '@engawa/contract/admin';
import type { ChosenState, PresenceState, Standing } from '@engawa/contract/presence';
import { businessDay } from '#platform/clock.ts';

/** What the database holds of one person now. */
export type Facts = {
  personId: string;
  connected: boolean;
  state: ChosenState | null;
  place: string;
  note: string;
  until: Date | null;
  setBy: string | null;
  quietUntil: Date | null;
  isCalling: boolean;
  isMeeting: boolean;
  plan: { state: ChosenState; place: string; note: string; until: Date } | null;
  repeat: { state: ChosenState; place: string } | null;
};

/** Where a person is, before anybody's rights are asked. */
export type Whereabouts = {
  connected: boolean;
  state: PresenceState;
  until: Date | null;
  place: string;
  note: string;
  overdue: boolean;
  quietUntil: Date | null;
  chosen: boolean;
  setBy: string | null;
};

/** When the hall is open today; undefined on a day on which it is closed. */
export type Today = { opens: Date; closes: Date } | undefined;

/** Somebody who is out is awaited until the end of that day; any other state ends with its time. */
function holds({ state, until }: Facts, now: Date): boolean {
  if (state === null) return false;
  if (until === null || until > now) return true;
  return state === 'out' && businessDay(until) === businessDay(now);
}

/**
 * A call or a meeting that somebody is in is true whatever was chosen; what was chosen wins over what was
 * planned; without either only the line tells.
 */
export function whereaboutsOf(facts: Facts, now: Date, today: Today): Whereabouts {
  const { connected, place, note, plan, repeat } = facts;
  const chosen = holds(facts, now);
  const rest = {
    connected,
    overdue: false,
    quietUntil: facts.quietUntil && facts.quietUntil > now ? facts.quietUntil : null,
    chosen,
    setBy: chosen ? facts.setBy : null,
  };
  const nowhere = { place: '', note: '', until: null };
  // Whose page is gone talks no more, though the call may still wait for them.
  if (facts.isCalling && connected) return { ...rest, ...nowhere, state: 'calling' };
  if (facts.isMeeting && plan?.state !== 'meeting') return { ...rest, ...nowhere, state: 'meeting' };
  if (chosen && facts.state && !facts.isMeeting) {
    const overdue = facts.until !== null && facts.until <= now;
    return { ...rest, state: facts.state, place, note, until: facts.until, overdue };
  }
  if (plan) return { ...rest, ...plan };
  if (repeat && today && now < today.closes) return { ...rest, ...nowhere, ...repeat, until: today.closes };
  return { ...rest, ...nowhere, state: connected ? 'in' : 'apart' };
}

/** How near a viewer stands to a person, from the person themself to a network that shows nothing. */
export const closenesses = ['self', 'desk', 'section', 'hall', 'bare'] as const;
export type Closeness = (typeof closenesses)[number];

/** The sections of a person's posts, and the 課 that each of these lies in. */
export type Seats = { desks: ReadonlySet<string>; sections: ReadonlySet<string> };

/** 兼務 counts: one post in common is enough. */
export function closenessOf(viewer: Seats | undefined, person: Seats | undefined): Closeness {
  if (!viewer || !person) return 'hall';
  if (!viewer.desks.isDisjointFrom(person.desks)) return 'desk';
  return viewer.sections.isDisjointFrom(person.sections) ? 'hall' : 'section';
}

/** What the hall has settled about who sees what. */
export type Shown = Pick<Hall, 'placeShownTo' | 'leaveShownTo' | 'returnShownTo'>;

const isWithin = (closeness: Closeness, shownTo: 'desk' | 'section' | 'hall') =>
  closenesses.indexOf(closeness) <= closenesses.indexOf(shownTo);

/** A colleague of the same section may choose for another (代理). */
export const mayChoose = (closeness: Closeness): boolean => isWithin(closeness, 'section');

/** What a viewer of that closeness may know. */
export function shownTo(closeness: Closeness, personId: string, known: Whereabouts, shown: Shown): Standing {
  const { connected } = known;
  const nothing = { place: '', note: '', until: null, overdue: false, quietUntil: null };
  const isSelf = closeness === 'self';
  const own = {
    chosen: isSelf && known.chosen,
    setBy: isSelf ? known.setBy : null,
    mayChoose: mayChoose(closeness),
  };
  if (closeness === 'bare')
    return { personId, connected, state: connected ? 'in' : 'apart', ...nothing, ...own };
  const seesPlace = isWithin(closeness, shown.placeShownTo);
  const seesDelay = isWithin(closeness, 'desk');
  const seesReturn = isWithin(closeness, shown.returnShownTo) && (seesDelay || !known.overdue);
  const isHidden = known.state === 'leave' && !isWithin(closeness, shown.leaveShownTo);
  return {
    personId,
    connected,
    state: isHidden ? 'absent' : known.state,
    until: seesReturn ? (known.until?.toISOString() ?? null) : null,
    place: seesPlace && !isHidden ? known.place : '',
    note: seesPlace && !isHidden ? known.note : '',
    overdue: seesDelay && known.overdue,
    quietUntil: known.quietUntil?.toISOString() ?? null,
    ...own,
  };
}
