/** The one source of time; tests and fault runs give their own. */
export type Clock = { now(): Date };

/** The machine's clock, `offsetMs` ahead of it. */
export const systemClock = (offsetMs = 0): Clock => ({ now: () => new Date(Date.now() + offsetMs) });

const tokyo = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' });

/** The business day of a moment, YYYY-MM-DD in Asia/Tokyo. */
export const businessDay = (at: Date): string => tokyo.format(at);
