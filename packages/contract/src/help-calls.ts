import { z } from 'zod';
import { Done, Id, Instant, line, Writing, type Commands, type Events } from './base.ts';
import { mostOfHelpPlace } from './limits.ts';

/** open while somebody may still say 行きます; the others are how it was over. */
export const HelpState = z.enum(['open', 'taken', 'withdrawn', 'unanswered']);
export type HelpState = z.infer<typeof HelpState>;

/** 応援をお願いします, as one of those sees it whom it concerns. The greatest `rev` is the newest. */
export const HelpCall = z.strictObject({
  id: Id,
  rev: z.int(),
  state: HelpState,
  /** Who asks: a person, or a shared PC by its name. */
  askerId: Id.nullable(),
  placeName: z.string(),
  sectionId: Id,
  /** Where to, and for what: 窓口3番、住民票. */
  place: z.string(),
  /** Nobody of the section came, so that the whole 課 was told. */
  isWide: z.boolean(),
  /** How many were told. */
  heard: z.int(),
  takerId: Id.nullable(),
  /** What it is to the one who is told. */
  mine: z.enum(['asked', 'heard', 'declined']),
  askedAt: Instant,
  /** When it goes further, or ends. */
  dueAt: Instant.nullable(),
  endedAt: Instant.nullable(),
});
export type HelpCall = z.infer<typeof HelpCall>;

/** GET /api/help-calls: what is open and concerns me. */
export const HelpCalls = z.array(HelpCall);
export type HelpCalls = z.infer<typeof HelpCalls>;

const OneHelp = Writing.extend({ helpCallId: Id });

export const helpCallCommands = {
  /** Tells the free colleagues of a section, without a sound. While one is open, no second one begins. */
  'help:ask': {
    input: Writing.extend({ sectionId: Id, place: line(mostOfHelpPlace) }),
    output: z.strictObject({ helpCallId: Id }),
  },
  /** 行きます: the first one stops it for all. */
  'help:go': { input: OneHelp, output: Done },
  /** いまは行けません. */
  'help:decline': { input: OneHelp, output: Done },
  'help:withdraw': { input: OneHelp, output: Done },
} as const satisfies Commands;

export const helpCallEvents = {
  // user:<id> of the asker and of everybody who was told
  'help-call': HelpCall,
} as const satisfies Events;
