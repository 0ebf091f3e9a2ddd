import { z } from 'zod';
import { optionalLine } from './base.ts';

/** What the hall settles about itself. */
export const Hall = z.strictObject({
  hallName: optionalLine(60).default(''),
  /** Whom to call when something does not work; shown on the sign-in page and beside errors. */
  helpLine: optionalLine(100).default(''),
  /** Whether a message with a 個人番号 may be sent when a reason is given. */
  myNumberWithReason: z.boolean().default(false),
});
export type Hall = z.infer<typeof Hall>;

