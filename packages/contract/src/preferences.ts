import { z } from 'zod';
import { Done, Writing, type Commands, type Events } from './base.ts';

/** One's own settings; every field has a default so that an old row reads well. */
export const Preferences = z.strictObject({
  language: z.enum(['ja', 'en']).default('ja'),
  enterSends: z.boolean().default(true),
  density: z.enum(['roomy', 'standard', 'tight']).default('standard'),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  textSize: z.union([z.literal(16), z.literal(18), z.literal(20)]).default(16),
  easy: z.boolean().default(false),
  desktopNotices: z.boolean().default(false),
  /** A soft tone where somebody asks first: such a question is silent otherwise. */
  knockTone: z.boolean().default(false),
});
export type Preferences = z.infer<typeof Preferences>;

export const preferenceCommands = {
  'preference:set': { input: Writing.extend({ preferences: Preferences }), output: Done },
} as const satisfies Commands;

export const preferenceEvents = {
  'preference:changed': Preferences,
} as const satisfies Events;
