import { z } from 'zod';
import { Day, Id, Instant, line, optionalLine, Writing, type Commands, type Events } from './base.ts';
import { mostOfMemoNote, mostOfMemoSubject } from './limits.ts';
import { withoutUnseen } from './unseen.ts';

/** waiting: nobody has it in hand; claimed: its owner does; answered: called or written back, not yet closed. */
export const MemoState = z.enum(['waiting', 'claimed', 'answered', 'closed']);
export type MemoState = z.infer<typeof MemoState>;

/** done: by its owner; contacted: they met otherwise; withdrawn: by its author; joined: another one holds it. */
export const MemoEnd = z.enum(['done', 'contacted', 'withdrawn', 'joined']);
export type MemoEnd = z.infer<typeof MemoEnd>;

/** 電話がありました, 折り返しください, また電話します. */
export const MemoAsk = z.enum(['called', 'call_back', 'calls_again']);
export type MemoAsk = z.infer<typeof MemoAsk>;

/** Somebody from outside the hall who called. */
export const MemoCaller = z.strictObject({
  name: line(60),
  organisation: optionalLine(80),
  number: optionalLine(30),
});
export type MemoCaller = z.infer<typeof MemoCaller>;

/** Whom a memo is for. */
export const MemoTarget = z.union([z.strictObject({ personId: Id }), z.strictObject({ sectionId: Id })]);
export type MemoTarget = z.infer<typeof MemoTarget>;

/** A memo as its reader may see it. Where only the name is shown, number, subject, note and result are empty. */
export const Memo = z.strictObject({
  id: Id,
  /** Counts its changes: of two tellings the higher one holds. */
  rev: z.int(),
  authorId: Id,
  caller: z.strictObject({ name: z.string(), organisation: z.string(), number: z.string() }).nullable(),
  personId: Id.nullable(),
  sectionId: Id.nullable(),
  /** A section that the call went on to: it is shown the name and the wish to be called back. */
  overflowSectionId: Id.nullable(),
  ownerId: Id.nullable(),
  askedBy: z.array(Id),
  /** Who was told beyond the section, since it is urgent and past its time. */
  escalatedTo: z.array(Id),
  ask: MemoAsk,
  urgent: z.boolean(),
  subject: z.string(),
  note: z.string(),
  nameOnly: z.boolean(),
  callId: Id.nullable(),
  state: MemoState,
  closedAs: MemoEnd.nullable(),
  result: z.string(),
  label: z.string(),
  dueAt: Instant,
  overdueAt: Instant.nullable(),
  createdAt: Instant,
  changedAt: Instant,
  closedAt: Instant.nullable(),
  closedBy: Id.nullable(),
});
export type Memo = z.infer<typeof Memo>;

/** What happened to a memo: このメモの流れ. */
export const MemoStep = z.strictObject({
  no: z.int(),
  at: Instant,
  kind: z.enum([
    'called',
    'written',
    'joined',
    'read',
    'claimed',
    'told',
    'handed',
    'called_back',
    'chatted',
    'overdue',
    'escalated',
    'closed',
  ]),
  actorId: Id.nullable(),
  personId: Id.nullable(),
  sectionId: Id.nullable(),
  text: z.string(),
});
export type MemoStep = z.infer<typeof MemoStep>;

/**
 * GET /api/memos: what is open of mine, of my sections and of what I asked for, and what was closed lately.
 * `sections` are those whose memos I see: of my posts, and above them.
 */
export const MemoList = z.strictObject({ sections: z.array(Id), memos: z.array(Memo) });
export type MemoList = z.infer<typeof MemoList>;

/** GET /api/memos/:id, with what was closed lately between the same two. */
export const MemoPage = z.strictObject({ memo: Memo, steps: z.array(MemoStep), earlier: z.array(Memo) });
export type MemoPage = z.infer<typeof MemoPage>;

/** Several lines of text, at most `max` characters. */
const lines = (max: number) =>
  z
    .string()
    .overwrite((text) => withoutUnseen(text.replaceAll('\r\n', '\n').replaceAll('\t', ' ')))
    .trim()
    .max(max)
    .regex(/^[^\p{Cc}]*(?:\n[^\p{Cc}]*)*$/u)
    .refine((text) => text.isWellFormed());

const OneMemo = Writing.extend({ memoId: Id });

/** Results are remembered for ever, so they hold no text: that comes by the event. */
const Which = z.strictObject({ memoId: Id });

export const memoCommands = {
  'memo:write': {
    input: Writing.extend({
      to: MemoTarget,
      /** Null where one asks to be called oneself. */
      caller: MemoCaller.nullable(),
      ask: MemoAsk,
      urgent: z.boolean(),
      subject: optionalLine(mostOfMemoSubject),
      note: lines(mostOfMemoNote),
      label: z.string().max(10),
      /** By the end of which working day; null: by the rule of the hall. */
      dueOn: Day.nullable(),
    }),
    output: Which,
  },
  /** Of all who claim at once one wins; `from` is who had it when the page showed it. */
  'memo:claim': { input: OneMemo.extend({ from: Id.nullable() }), output: Which },
  /** Its owner, or its author, has it on the screen. */
  'memo:see': { input: OneMemo, output: Which },
  'memo:hand': { input: OneMemo.extend({ to: MemoTarget, note: lines(mostOfMemoNote) }), output: Which },
  /** Written back in the chat; calling back ties the call to it. */
  'memo:answer': { input: OneMemo, output: Which },
  'memo:close': {
    input: OneMemo.extend({
      as: z.enum(['done', 'contacted', 'withdrawn']),
      result: lines(mostOfMemoNote),
    }),
    output: Which,
  },
} as const satisfies Commands;

export const memoEvents = {
  // user:<id>
  /** For those whom it names: its person, its owner, who asked, whom it went up to. */
  'memo:changed': Memo,
  /** For colleagues of its section: they read it, as long as they are. */
  'memo:stirred': z.strictObject({ memoId: Id, rev: z.int() }),
  /** It went to others: this person no longer sees it. */
  'memo:gone': z.strictObject({ memoId: Id, rev: z.int() }),
} as const satisfies Events;
