import { z } from 'zod';
import { Done, Id, Instant, Writing, type Commands, type Events } from './base.ts';
import { Zone } from './labels.ts';

export const Role = z.enum(['system', 'audit', 'records']);
export type Role = z.infer<typeof Role>;

export const SignIn = z.strictObject({
  name: z.string().min(1).max(100),
  password: z.string().min(1).max(500),
});
export type SignIn = z.infer<typeof SignIn>;

/** First time, or after a forgotten password: a code, then one's own password of 12 or more characters. */
export const Activate = z.strictObject({
  name: z.string().min(1).max(100),
  code: z.string().min(1).max(40),
  password: z.string().min(1).max(500),
});
export type Activate = z.infer<typeof Activate>;

/** Asks whether a code is right before a password is chosen. */
export const CheckCode = Activate.omit({ password: true });
export type CheckCode = z.infer<typeof CheckCode>;

export const SignedIn = z.strictObject({ personId: Id });
export type SignedIn = z.infer<typeof SignedIn>;

/** What the page knows before anybody has signed in. */
export const Welcome = z.strictObject({
  hallName: z.string(),
  zone: Zone,
  needsSetup: z.boolean(),
  signedIn: z.boolean(),
  helpLine: z.string(),
});
export type Welcome = z.infer<typeof Welcome>;

export const OwnSession = z.strictObject({
  id: Id,
  zone: Zone,
  device: z.string(),
  createdAt: Instant,
  seenAt: Instant,
  current: z.boolean(),
});
export type OwnSession = z.infer<typeof OwnSession>;

/** A code for someone who forgot: read over the telephone, good for 30 minutes, once. */
export const IssuedCode = z.strictObject({ personId: Id, code: z.string(), expiresAt: Instant });
export type IssuedCode = z.infer<typeof IssuedCode>;

export const ChangePassword = z.strictObject({
  current: z.string().min(1).max(500),
  password: z.string().min(1).max(500),
});
export type ChangePassword = z.infer<typeof ChangePassword>;

export const sessionCommands = {
  'session:end': { input: Writing.extend({ id: Id }), output: Done },
  'code:issue': { input: Writing.extend({ personId: Id }), output: IssuedCode },
} as const satisfies Commands;

export const sessionEvents = {
  // user:<id>
  'session:ended': z.strictObject({ sessionId: Id }),
} as const satisfies Events;
