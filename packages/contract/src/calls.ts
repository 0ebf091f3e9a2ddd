import { z } from 'zod';
import { mostOfMemoSubject } from './limits.ts';
import { MediaAdmission } from './media.ts';
import { Done, Id, Instant, optionalLine, Writing, type Commands, type Events } from './base.ts';

/** ringing and answered are open; the others are how a call was over. */
export const CallState = z.enum([
  'ringing',
  'answered',
  'declined',
  'missed',
  'cancelled',
  'failed',
  'ended',
]);
export type CallState = z.infer<typeof CallState>;

/** Why a call failed (the first three) or ended. */
export const CallReason = z.enum(['busy', 'not-connected', 'do-not-disturb', 'hung-up', 'cut', 'removed']);
export type CallReason = z.infer<typeof CallReason>;

/** What the called person said instead of answering; `memo`: please leave a memo. */
export const CallReply = z.enum(['in-five', 'in-meeting', 'by-chat', 'memo']);
export type CallReply = z.infer<typeof CallReply>;

/** Why somebody is rung into a running call: to talk with all, or to take the place of who rings them. */
export const JoinPurpose = z.enum(['join', 'pass']);
export type JoinPurpose = z.infer<typeof JoinPurpose>;

/** A person in a call. `device` is the tab that speaks; `cutAt` tells since when its media is away. */
export const CallLeg = z.strictObject({
  personId: Id,
  part: z.enum(['caller', 'callee', 'added']),
  state: z.enum(['ringing', 'in', 'out']),
  device: Id.nullable(),
  held: z.boolean(),
  cutAt: Instant.nullable(),
  /** Who rang this person into the call, what for, and until when it rings; null of the two it began with. */
  added: z.strictObject({ by: Id, purpose: JoinPurpose, ringUntil: Instant.nullable() }).nullable(),
});
export type CallLeg = z.infer<typeof CallLeg>;

/** A call as it stands, the same for everybody in it. The greatest `rev` is the newest. */
export const Call = z.strictObject({
  id: Id,
  rev: z.int(),
  state: CallState,
  reason: CallReason.nullable(),
  callerId: Id,
  calleeId: Id,
  about: z.string(),
  reply: CallReply.nullable(),
  offeredAt: Instant,
  /** When it stops ringing and becomes a memo. */
  ringUntil: Instant.nullable(),
  answeredAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  memoId: Id.nullable(),
  legs: z.array(CallLeg),
});
export type Call = z.infer<typeof Call>;

/** Who called whom, when, for how long, and how it was over; never what was said. */
export const CallRecord = z.strictObject({
  id: Id,
  callerId: Id,
  calleeId: Id,
  /** Everybody who was in it besides those two. */
  others: z.array(Id),
  state: CallState,
  reason: CallReason.nullable(),
  offeredAt: Instant,
  seconds: z.int().nullable(),
  memoId: Id.nullable(),
});
export type CallRecord = z.infer<typeof CallRecord>;

/** GET /api/calls: what is open for me now, and one page of what was, newest first. */
export const CallsQuery = z.strictObject({ before: Id.optional() });
export const Calls = z.strictObject({
  /** The time of the server: what rings counts down by it. */
  now: Instant,
  open: z.array(Call),
  past: z.array(CallRecord),
  next: Id.nullable(),
});
export type Calls = z.infer<typeof Calls>;

const OneCall = Writing.extend({ callId: Id });
const FromDevice = OneCall.extend({ device: Id });

export const callCommands = {
  'call:offer': {
    /** `memoId`: the memo that this call answers. */
    input: Writing.extend({
      calleeId: Id,
      about: optionalLine(mostOfMemoSubject),
      device: Id,
      memoId: Id.optional(),
    }),
    output: Call,
  },
  'call:accept': { input: FromDevice, output: Call },
  'call:decline': { input: OneCall.extend({ reply: CallReply.nullable() }), output: Call },
  'call:cancel': { input: OneCall, output: Call },
  'call:hang-up': { input: OneCall, output: Done },
  /** One more person is rung into the call: 人を加える, or 話してから取り次ぐ. */
  'call:add': { input: OneCall.extend({ personId: Id, purpose: JoinPurpose }), output: Done },
  /** すぐ取り次ぐ: that person is rung, and I am out of it. */
  'call:pass': { input: OneCall.extend({ personId: Id }), output: Done },
  /** 保留: nobody is heard until the one who holds takes it back. */
  'call:hold': { input: OneCall.extend({ on: z.boolean() }), output: Done },
  /** Lets this device hear and be heard; another device of the same person falls silent. */
  'call:enter': { input: FromDevice, output: MediaAdmission },
} as const satisfies Commands;

export const callEvents = {
  // user:<id> of everybody in it
  call: Call,
} as const satisfies Events;
