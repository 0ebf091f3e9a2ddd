import { z } from 'zod';
import { Id } from './base.ts';

/** What took the place of a call by the old extension telephone. */
export const meterKinds = ['calls', 'asks', 'memos', 'messages'] as const;
export type MeterKind = (typeof meterKinds)[number];

/** How often, in one month. */
export const MeterCounts = z.strictObject({
  /** Calls that were answered. */
  calls: z.int(),
  /** Questions that were answered without a call. */
  asks: z.int(),
  memos: z.int(),
  /** Memos that were answered by writing. */
  messages: z.int(),
});
export type MeterCounts = z.infer<typeof MeterCounts>;

/** A section, with those below it that are too small to be shown alone. */
export const MeterRow = z.strictObject({
  sectionId: Id,
  name: z.string(),
  /** In the order of `months`. */
  counts: z.array(MeterCounts),
});
export type MeterRow = z.infer<typeof MeterRow>;

/** GET /api/meter: a year from April on, by section and month; never by person. */
export const MeterQuery = z.strictObject({ year: z.coerce.number().int().min(2000).max(2200).optional() });
export type MeterQuery = z.infer<typeof MeterQuery>;
export const Meter = z.strictObject({
  year: z.int(),
  /** The years that hold something, the newest first. */
  years: z.array(z.int()),
  /** YYYY-MM, up to this month. */
  months: z.array(z.string()),
  rows: z.array(MeterRow),
  /** With how few people a section is not shown alone. */
  fewest: z.int(),
});
export type Meter = z.infer<typeof Meter>;
