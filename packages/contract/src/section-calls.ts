import { z } from 'zod';
import { Done, Id, Instant, optionalLine, Writing, type Commands, type Events } from './base.ts';
import { mostOfMemoSubject } from './limits.ts';

/** waiting and ringing are open; taken, memo and cancelled are how it was over. */
export const SectionCallState = z.enum(['waiting', 'ringing', 'taken', 'memo', 'cancelled']);
export type SectionCallState = z.infer<typeof SectionCallState>;

/** A call to a section, as its reader may see it. The greatest `rev` is the newest. */
export const SectionCall = z.strictObject({
  id: Id,
  rev: z.int(),
  sectionId: Id,
  /** Whose people are rung now: of another section after an overflow, or after hours. */
  ringsIn: Id,
  callerId: Id,
  /** Empty for a section that it went on to. */
  about: z.string(),
  state: SectionCallState,
  /** How many wait longer. */
  ahead: z.int(),
  rung: z.array(Id),
  takenBy: Id.nullable(),
  memoId: Id.nullable(),
  offeredAt: Instant,
  /** When the ring or the queue goes on, or becomes a memo. */
  waitsUntil: Instant,
  endedAt: Instant.nullable(),
});
export type SectionCall = z.infer<typeof SectionCall>;

/** GET /api/section-calls: what is open of mine and of my sections. */
export const SectionCalls = z.strictObject({ now: Instant, open: z.array(SectionCall) });
export type SectionCalls = z.infer<typeof SectionCalls>;

const One = Writing.extend({ sectionCallId: Id });

/** Hours and minutes, as a clock shows them. */
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const Weekday = z.int().min(0).max(6);

/** 当番: somebody answers for the section on a weekday (0 is Sunday) between two times. */
export const RotaTurn = z.strictObject({ personId: Id, weekday: Weekday, opens: Time, closes: Time });
export type RotaTurn = z.infer<typeof RotaTurn>;

/** How a section wants to be rung. */
export const SectionLine = z.strictObject({
  /** Everybody at once; one after the other, who answered last goes last; or who has 当番. */
  mode: z.enum(['all', 'turn', 'rota']),
  ringSeconds: z.int().min(10).max(120),
  turnSeconds: z.int().min(5).max(60),
  /** For how long somebody waits while all are busy. */
  queueSeconds: z.int().min(0).max(900),
  overflowSectionId: Id.nullable(),
  /** 宿日直: who is rung outside of working hours; null: a memo at once. */
  afterHoursSectionId: Id.nullable(),
  /** Null: the hours of the hall. */
  hours: z
    .strictObject({
      opens: Time,
      closes: Time,
      weekdays: z.array(Weekday).min(1).max(7),
      onHolidays: z.boolean(),
    })
    .refine(({ opens, closes }) => closes > opens)
    .nullable(),
  rota: z.array(RotaTurn.refine(({ opens, closes }) => closes > opens)).max(200),
});
export type SectionLine = z.infer<typeof SectionLine>;

/** GET /api/section-lines/:id, and whether the reader may change it. */
export const SectionLinePage = z.strictObject({ line: SectionLine, maySet: z.boolean() });
export type SectionLinePage = z.infer<typeof SectionLinePage>;

export const sectionCallCommands = {
  'section-call:offer': {
    input: Writing.extend({ sectionId: Id, about: optionalLine(mostOfMemoSubject), device: Id }),
    output: SectionCall,
  },
  'section-call:accept': { input: One.extend({ device: Id }), output: Done },
  /** あとで: the others go on ringing. */
  'section-call:refuse': { input: One, output: Done },
  /** The caller gives up, with or without a wish to be called back. */
  'section-call:cancel': { input: One.extend({ wantsMemo: z.boolean() }), output: Done },
  'section-line:set': { input: Writing.extend({ sectionId: Id, line: SectionLine }), output: Done },
} as const satisfies Commands;

export const sectionCallEvents = {
  // user:<id> of the caller and of everybody in the sections
  'section-call': SectionCall,
} as const satisfies Events;
