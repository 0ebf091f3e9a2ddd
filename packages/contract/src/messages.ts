import { z } from 'zod';
import { Done, Id, Instant, line, Writing, type Commands, type Events } from './base.ts';
import { keepYears } from './limits.ts';

/**
 * A body is Markdown source with mention tokens: `<@p:ID>` a person, `<@s:ID>` a section, `<@o:ID>` the
 * holder of a post, `<@all>` everybody in the channel.
 */
export { mentionToken } from './mention-token.ts';

export const StampCount = z.strictObject({ stampId: Id, personIds: z.array(Id) });
export type StampCount = z.infer<typeof StampCount>;

/** A message as members read it. A hidden or redacted one keeps its place and has an empty body. */
export const Message = z.strictObject({
  id: Id,
  channelId: Id,
  no: z.int(),
  authorId: Id,
  clientId: Id,
  body: z.string(),
  quoteId: Id.nullable(),
  /** People it is addressed to, sections and posts already resolved when it was sent. */
  mentioned: z.array(Id),
  mentionAll: z.boolean(),
  createdAt: Instant,
  editedAt: Instant.nullable(),
  hiddenAt: Instant.nullable(),
  redactedAt: Instant.nullable(),
  stamps: z.array(StampCount),
});
export type Message = z.infer<typeof Message>;

/** What a quoting message shows of the quoted one; absent where the reader may not see it. */
export const QuotedMessage = Message.pick({
  id: true,
  channelId: true,
  no: true,
  authorId: true,
  body: true,
  createdAt: true,
  hiddenAt: true,
  redactedAt: true,
});
export type QuotedMessage = z.infer<typeof QuotedMessage>;

/** A stretch of a channel in the order of `no`. `seq` is the channel's seq when it was read. */
export const MessagePage = z.strictObject({
  seq: z.int(),
  headNo: z.int(),
  messages: z.array(Message),
  quotes: z.array(QuotedMessage),
  /** How many others have read up to the last own message of the page that a room opens with; else null. */
  readBy: z.int().nullable(),
});
export type MessagePage = z.infer<typeof MessagePage>;

export const MessageRevision = z.strictObject({ revision: z.int(), body: z.string(), writtenAt: Instant });
export type MessageRevision = z.infer<typeof MessageRevision>;

export const Stamp = z.strictObject({ id: Id, word: z.string(), wordEn: z.string(), retired: z.boolean() });
export type Stamp = z.infer<typeof Stamp>;

/** Parsed loosely here: length, emptiness and 個人番号 have answers of their own. */
const Body = z.string().max(40_000);

const OneMessage = Writing.extend({ messageId: Id });

export const messageCommands = {
  'message:send': {
    input: Writing.extend({
      channelId: Id,
      body: Body,
      quoteId: Id.nullable().optional(),
      /** Given where the hall allows 個人番号 with a reason; written to the audit log. */
      myNumberReason: line(200).optional(),
    }),
    output: Message,
  },
  'message:edit': { input: OneMessage.extend({ body: Body }), output: Done },
  'message:hide': { input: OneMessage, output: Done },
  'message:redact': {
    input: OneMessage.extend({ reason: line(500), keepYears: z.literal(keepYears) }),
    output: Done,
  },
  'message:stamp': { input: OneMessage.extend({ stampId: Id, on: z.boolean() }), output: Done },
  'stamp:add': { input: Writing.extend({ word: line(16), wordEn: line(24) }), output: Stamp },
  'stamp:retire': { input: Writing.extend({ id: Id, retired: z.boolean() }), output: Done },
} as const satisfies Commands;

const Of = z.strictObject({ id: Id, channelId: Id, no: z.int() });

export const messageEvents = {
  'message:sent': Message,
  'message:edited': Of.extend({
    body: z.string(),
    mentioned: z.array(Id),
    mentionAll: z.boolean(),
    editedAt: Instant,
  }),
  'message:hidden': Of.extend({ hiddenAt: Instant }),
  'message:redacted': Of.extend({ redactedAt: Instant }),
  'message:stamped': Of.extend({ stampId: Id, personId: Id, on: z.boolean() }),
  // org
  'stamps:changed': z.strictObject({ stamps: z.array(Stamp) }),
} as const satisfies Events;
