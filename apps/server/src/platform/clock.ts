/** The one source of time; tests and fault runs give their own. */
export type Clock = { now(): Date };

/** The machine's clock, `offsetMs` ahead of it. */
export const systemClock = (offsetMs = 0): Clock => ({ now: () => new Date(Date.now() + offsetMs) });

const tokyoMs = 9 * 3_600_000;

/** The business day of a moment, YYYY-MM-DD in Asia/Tokyo, which has no summer time; asked for at every send. */
export const businessDay = (at: Date): string => new Date(at.getTime() + tokyoMs).toISOString().slice(0, 10);
