import { z } from 'zod';
import { Id, Instant, line, optionalLine } from './base.ts';

/** The one-time code that the start printed in the terminal, as somebody typed it. */
const Code = z.string().min(1).max(40);

/** POST /api/setup/open: asks whether the code is right, before the wizard begins. */
export const OpenSetup = z.strictObject({ code: Code });
export type OpenSetup = z.infer<typeof OpenSetup>;

export const NewAdministrator = z.strictObject({
  staffNo: line(20),
  name: line(60),
  kana: optionalLine(80),
});
export type NewAdministrator = z.infer<typeof NewAdministrator>;

/**
 * POST /api/setup/hall: names the hall and its first two administrators. Whoever fills it in is the first
 * one, chooses a password and is signed in by the answer; the rest of the wizard (phone list, labels and
 * zones) uses what every administrator uses, so it can be left and taken up again.
 */
export const SetUpHall = z.strictObject({
  code: Code,
  hallName: line(60),
  helpLine: optionalLine(100),
  first: NewAdministrator.extend({ password: z.string().min(1).max(500) }),
  second: NewAdministrator,
});
export type SetUpHall = z.infer<typeof SetUpHall>;

/** The second administrator signs in for the first time with this code; it is shown once. */
export const HallSetUp = z.strictObject({
  personId: Id,
  second: z.strictObject({
    personId: Id,
    staffNo: z.string(),
    name: z.string(),
    code: z.string(),
    expiresAt: Instant,
  }),
});
export type HallSetUp = z.infer<typeof HallSetUp>;

/** POST /api/setup/sample-town: 見本の町でためす, with the same code. Answers whom to sign in as. */
export const SampleTownFilled = z.strictObject({
  accounts: z.array(z.strictObject({ login: z.string(), password: z.string(), name: z.string() })),
});
export type SampleTownFilled = z.infer<typeof SampleTownFilled>;
