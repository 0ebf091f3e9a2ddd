import { z } from 'zod';
import { Day, Done, Id, Instant, optionalLine, Writing, type Commands } from './base.ts';

/** What a person, or a colleague for them, may choose. */
export const ChosenState = z.enum(['in', 'counter', 'meeting', 'away', 'out', 'telework', 'leave', 'left']);
export type ChosenState = z.infer<typeof ChosenState>;

/**
 * Where a person is. `absent` (不在) is what others see of a leave, `apart` (未接続) that nothing is known and
 * no page of the person is connected.
 */
export const PresenceState = z.enum([...ChosenState.options, 'calling', 'absent', 'apart']);
export type PresenceState = z.infer<typeof PresenceState>;

/** What one viewer may know of where a person is. Since when, and idle time, are never part of it. */
export const Standing = z.strictObject({
  personId: Id,
  connected: z.boolean(),
  state: PresenceState,
  /** 帰庁予定, or when what was chosen or planned ends. */
  until: Instant.nullable(),
  /** 行き先 and a word beside it, '' where the viewer may not see them. */
  place: z.string(),
  note: z.string(),
  /** The return is past; told to the person and the own 係 only. */
  overdue: z.boolean(),
  /** 応答しない until then. */
  quietUntil: Instant.nullable(),
  /** Chosen by hand; to the person only. */
  chosen: z.boolean(),
  /** The colleague who chose it; to the person only, until it was seen. */
  setBy: Id.nullable(),
  /** The viewer may choose for this person (代理). */
  mayChoose: z.boolean(),
});
export type Standing = z.infer<typeof Standing>;

/** What comes back every week: 毎週火曜テレワーク. */
export const Repeat = z
  .strictObject({
    /** 0 is Sunday. */
    weekday: z.int().min(0).max(6),
    state: z.enum(['telework', 'counter', 'out', 'leave']),
    place: optionalLine(40).default(''),
    fromOn: Day,
    untilOn: Day.nullable().default(null),
  })
  .refine(({ fromOn, untilOn }) => untilOn === null || untilOn >= fromOn);
export type Repeat = z.infer<typeof Repeat>;

/** GET /api/presence/repeats: one's own. */
export const Repeats = z.array(Repeat);

/** A line of a rota or a calendar that keeps the file from being taken in. */
export const PlanFault = z.strictObject({
  line: z.int(),
  why: z.enum(['no_staff_no', 'no_person', 'no_day', 'no_time', 'unknown_kind']),
  about: z.string(),
});
export type PlanFault = z.infer<typeof PlanFault>;

/** What a file of plans brings; lines that are over already stay out. */
export const PlanPreview = z.strictObject({
  rows: z.int(),
  people: z.int(),
  past: z.int(),
  first: Day.nullable(),
  last: Day.nullable(),
  faults: z.array(PlanFault),
});
export type PlanPreview = z.infer<typeof PlanPreview>;

/** One's own calendar as it would stand on the board, the next entries of it; what is over stays out. */
export const CalendarPreview = z.strictObject({
  rows: z.int(),
  /** Entries that say nothing of where one is: they stay out. */
  unclear: z.int(),
  next: z.array(
    z.strictObject({
      state: z.enum(['counter', 'meeting', 'out', 'telework', 'leave']),
      place: z.string(),
      note: z.string(),
      startsAt: Instant,
      endsAt: Instant,
    }),
  ),
});
export type CalendarPreview = z.infer<typeof CalendarPreview>;

export const mostWatched = 1000;

/**
 * presence:watch replaces what a socket watches; it is answered, and followed, by frames of `Standing`. The
 * acknowledgement says whether it was taken.
 */
export const PresenceWatch = z.strictObject({ personIds: z.array(Id).max(mostWatched) });

export const presenceCommands = {
  /** Where I am, or with `personId` a colleague of the same section; null is what can be told by itself. */
  'presence:set': {
    input: Writing.extend({
      personId: Id.optional(),
      state: ChosenState.nullable(),
      place: optionalLine(40).default(''),
      note: optionalLine(60).default(''),
      until: Instant.nullable().default(null),
    }),
    output: Done,
  },
  /** 応答しない until a moment, or no longer. */
  'presence:quiet': { input: Writing.extend({ until: Instant.nullable() }), output: Done },
  /** All that I repeat every week: takes the place of what was there. */
  'presence:repeat': { input: Writing.extend({ repeats: z.array(Repeat).max(14) }), output: Done },
  /** I have seen that a colleague chose for me. */
  'presence:seen': { input: Writing, output: Done },
} as const satisfies Commands;
