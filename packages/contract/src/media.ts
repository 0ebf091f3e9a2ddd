import { z } from 'zod';

/** Whether voice and pictures can be had now; `percent` while their server is being built. */
export const MediaState = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('ready') }),
  z.strictObject({ state: z.literal('building'), percent: z.int().min(0).max(100) }),
  z.strictObject({ state: z.literal('absent'), why: z.enum(['off', 'no-program', 'build-failed']) }),
  z.strictObject({ state: z.literal('down') }),
]);
export type MediaState = z.infer<typeof MediaState>;

/** What a page needs to enter a room: where on its own origin, the token, and who it is in there. */
export const MediaAdmission = z.strictObject({ url: z.string(), token: z.string(), identity: z.string() });
export type MediaAdmission = z.infer<typeof MediaAdmission>;
