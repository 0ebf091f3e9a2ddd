import { z } from 'zod';
import { Done, Id, Instant, optionalLine, Writing, type Commands, type Events } from './base.ts';
import { mostOfMemoSubject } from './limits.ts';

/**
 * asked: nobody has answered; promised: in five or thirty minutes; due: that moment has come; agreed: now, and who
 * asked is being joined. These are open. talked: a call began; answered: with another word than now; memo: nobody
 * answered in time; withdrawn: taken back.
 */
export const KnockState = z.enum([
  'asked',
  'promised',
  'due',
  'agreed',
  'talked',
  'answered',
  'memo',
  'withdrawn',
]);
export type KnockState = z.infer<typeof KnockState>;

/** The first five answer 今よろしいですか, the last three 外線お待たせ中. */
export const KnockAnswer = z.enum([
  'now',
  'in-five',
  'in-thirty',
  'not-today',
  'by-chat',
  'put-through',
  'calls-back',
  'takes-it',
]);
export type KnockAnswer = z.infer<typeof KnockAnswer>;

/** Who holds on the desk phone, as far as it was written down. */
export const KnockCaller = z.strictObject({
  name: optionalLine(60),
  organisation: optionalLine(80),
  number: optionalLine(30),
});
export type KnockCaller = z.infer<typeof KnockCaller>;

/** A question that does not ring, the same for everybody whom it concerns. The greatest `rev` is the newest. */
export const Knock = z.strictObject({
  id: Id,
  rev: z.int(),
  askerId: Id,
  /** The page that asked: it joins the call by itself. */
  device: Id,
  personId: Id.nullable(),
  sectionId: Id.nullable(),
  /** Who sees the card and may answer. */
  asked: z.array(Id),
  about: z.string(),
  /** Somebody from outside holds the line: 外線お待たせ中. */
  caller: z.strictObject({ name: z.string(), organisation: z.string(), number: z.string() }).nullable(),
  state: KnockState,
  answer: KnockAnswer.nullable(),
  answererId: Id.nullable(),
  askedAt: Instant,
  /** Open: when time itself changes it next. */
  until: Instant.nullable(),
  endedAt: Instant.nullable(),
  memoId: Id.nullable(),
  /** Who asked has seen how it ended. */
  seen: z.boolean(),
});
export type Knock = z.infer<typeof Knock>;

/** GET /api/knocks: what is open for me, and how my own ended that I have not seen yet. */
export const Knocks = z.strictObject({
  /** The time of the server: what is held counts down by it. */
  now: Instant,
  knocks: z.array(Knock),
});
export type Knocks = z.infer<typeof Knocks>;

const OneKnock = Writing.extend({ knockId: Id });

/** Results are remembered for ever, so they hold no text: that comes by the event. */
const Which = z.strictObject({ knockId: Id });

export const knockCommands = {
  /** 今よろしいですか to one person. */
  'knock:ask': {
    input: Writing.extend({ personId: Id, about: optionalLine(mostOfMemoSubject), device: Id }),
    output: Which,
  },
  /** 外線お待たせ中: to one person, or to everybody of a section who is there. */
  'knock:hold': {
    input: Writing.extend({
      to: z.union([z.strictObject({ personId: Id }), z.strictObject({ sectionId: Id })]),
      about: optionalLine(mostOfMemoSubject),
      caller: KnockCaller,
      device: Id,
    }),
    output: Which,
  },
  /** Of all who answer for a section the first one wins. */
  'knock:answer': { input: OneKnock.extend({ answer: KnockAnswer, device: Id }), output: Done },
  /** The page that asked joins what was agreed; once it is time, either of the two begins the call. */
  'knock:start': { input: OneKnock.extend({ device: Id }), output: Done },
  /** Who asked takes it back; what was promised, either of the two. */
  'knock:withdraw': { input: OneKnock, output: Done },
  'knock:seen': { input: OneKnock, output: Done },
} as const satisfies Commands;

export const knockEvents = {
  // user:<id> of who asked and of everybody who is asked
  knock: Knock,
} as const satisfies Events;
