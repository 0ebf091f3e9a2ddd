import { z } from 'zod';

/** An id made by the server (UUIDv7) or a client id made by the page. */
export const Id = z.uuid().toLowerCase();
export type Id = z.infer<typeof Id>;

/** ISO 8601 in UTC, as written by Date#toISOString. */
export const Instant = z.iso.datetime();
export type Instant = z.infer<typeof Instant>;

/** A calendar day, YYYY-MM-DD, in Asia/Tokyo. */
export const Day = z.iso.date();
export type Day = z.infer<typeof Day>;

/** One line of text: trimmed, 1 to `max` characters, no control characters. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]*$/u)
    .refine((text) => text.isWellFormed());

/** A line that may be empty. */
export const optionalLine = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^[^\p{Cc}]*$/u)
    .refine((text) => text.isWellFormed());

/** Every writing command carries it: a retry with the same id answers with the first result, for ever. */
export const Writing = z.strictObject({ clientId: Id });

/** The answer of a command that has nothing to say. */
export const Done = z.strictObject({});

/** A map of commands: input as the page sends it, output as the server answers. */
export type Commands = Record<string, { input: z.ZodType; output: z.ZodType }>;
export type Events = Record<string, z.ZodType>;
