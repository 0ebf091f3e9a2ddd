import { z } from 'zod';
import { Id } from './base.ts';
import { Message } from './messages.ts';

/** A message addressed to me: directly, by a mention, or to everybody in a channel of mine. */
export const Notice = z.strictObject({
  channelId: Id,
  why: z.enum(['direct', 'mention', 'all']),
  read: z.boolean(),
  message: Message,
});
export type Notice = z.infer<typeof Notice>;
