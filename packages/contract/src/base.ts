import { z } from 'zod';
import { withoutUnseen } from './unseen.ts';

/** An id made by the server (UUIDv7) or a client id made by the page. */
export const Id = z.uuid().toLowerCase();
export type Id = z.infer<typeof Id>;

/** ISO 8601 in UTC, as written by Date#toISOString. */
export const Instant = z.iso.datetime();
export type Instant = z.infer<typeof Instant>;

/** A calendar day, YYYY-MM-DD, in Asia/Tokyo. */
export const Day = z.iso.date();
export type Day = z.infer<typeof Day>;

/** A line that may be empty: trimmed, at most `max` characters, none of them a control or unseen. */
export const optionalLine = (max: number) =>
  z
    .string()
    .overwrite(withoutUnseen)
    .trim()
    .max(max)
    .regex(/^[^\p{Cc}]*$/u)
    .refine((text) => text.isWellFormed());

/** One line of text of which something is seen. */
export const line = (max: number) =>
  optionalLine(max)
    .min(1)
    .refine((text) => /[^\s\u200d\p{Variation_Selector}]/u.test(text));

/** Every writing command carries it: a retry with the same id answers with the first result, for ever. */
export const Writing = z.strictObject({ clientId: Id });

/** The answer of a command that has nothing to say. */
export const Done = z.strictObject({});

/** A map of commands: input as the page sends it, output as the server answers. */
export type Commands = Record<string, { input: z.ZodType; output: z.ZodType }>;
export type Events = Record<string, z.ZodType>;
