import { placeIdleSeconds } from '@engawa/contract/limits';
import type { Me } from '#platform/me.ts';
import type { Slowing } from '#platform/slow-down.ts';

/** A code is typed within an hour of being shown. */
export const codeMs = 3_600_000;

/** A session at a shared PC ends on the server too, should the page that locks it be gone. */
export const sessionMs = (placeIdleSeconds + 30) * 1000;

/** So many wrong PINs in a row, wherever, and it opens nothing until its owner sets a new one. */
export const mostTries = 10;

/** How wrong PINs slow down: at one PC whoever is named, and for one person wherever. */
export const pinSlowing = {
  device: { free: 10, stepMs: 2_000, mostMs: 60_000, forgetMs: 60_000 },
  person: { free: 3, stepMs: 2_000, mostMs: 300_000, forgetMs: 120_000 },
} as const satisfies Record<string, Slowing>;

/** Tries at the code of a place from one address. */
export const codeSlowing: Slowing = { free: 5, stepMs: 2_000, mostMs: 300_000, forgetMs: 120_000 };

/** What everybody tries first. */
export function isEasyPin(pin: string, staffNo: string): boolean {
  const digits = [...pin].map(Number);
  const steps = digits.slice(1).map((digit, at) => digit - (digits[at] ?? 0));
  const isRun = steps.every((step) => step === steps[0] && Math.abs(step) <= 1);
  return isRun || new Set(digits).size === 1 || staffNo.includes(pin) || pin.includes(staffNo);
}

/** Places are the business of administrators. */
export const mayManage = (me: Me): boolean => me.roles.includes('system');

/** A PIN opens no more than the work at hand: what leads to a whole account asks for a password elsewhere. */
export const isAtPlace = (me: Me): boolean => typeof me.placeId === 'string';
