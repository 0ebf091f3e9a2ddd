import { z } from 'zod';
import { Day, Id, Instant } from './base.ts';
import { MessageRevision } from './messages.ts';

/** What is told of a redacted message without its text. `channelName` is null in a direct channel. */
export const Redaction = z.strictObject({
  messageId: Id,
  channelName: z.string().nullable(),
  authorName: z.string(),
  writtenAt: Instant,
  reason: z.string(),
  redactedByName: z.string(),
  redactedAt: Instant,
  /** The last day of the term for which the original is kept. */
  termUntil: Day.nullable(),
});
export type Redaction = z.infer<typeof Redaction>;

/** Newest first. `next` is handed back as `before` for the page after this one. */
export const RedactionPage = z.strictObject({ redactions: z.array(Redaction), next: Id.nullable() });
export type RedactionPage = z.infer<typeof RedactionPage>;

/** The text that was taken out; every reading of it is written to the audit log. */
export const RedactedOriginal = z.strictObject({ body: z.string(), revisions: z.array(MessageRevision) });
export type RedactedOriginal = z.infer<typeof RedactedOriginal>;

/** A message that somebody asks to have redacted: enough to be sure which one it is. */
export const RedactionTarget = z.strictObject({
  messageId: Id,
  channelName: z.string().nullable(),
  authorName: z.string(),
  writtenAt: Instant,
  redactedAt: Instant.nullable(),
});
export type RedactionTarget = z.infer<typeof RedactionTarget>;
