import type { Slowing } from '#platform/slow-down.ts';

/** A session ends after this time without a request, and in any case after the second. */
export const idleMs = 8 * 3_600_000;
export const absoluteMs = 12 * 3_600_000;

export const recoveryCodeMs = 30 * 60_000;
/** Slips of paper reach everybody within two months. */
export const activationCodeMs = 60 * 86_400_000;
export const shortestPassword = 12;

/** How wrong attempts to sign in slow down. */
export const slowing = {
  /** One account from one address. */
  accountHere: { free: 5, stepMs: 5_000, mostMs: 900_000, forgetMs: 180_000 },
  /** One account from everywhere: a distant stranger must not keep the owner out, so the wait stays short. */
  account: { free: 30, stepMs: 1_000, mostMs: 30_000, forgetMs: 60_000 },
  /** A whole office may be behind one address: only far more failures than typing errors make it slower. */
  address: { free: 60, stepMs: 250, mostMs: 8_000, forgetMs: 2_000 },
} as const satisfies Record<string, Slowing>;

/** Tries at the one-time code of the first run. */
export const setupSlowing: Slowing = { free: 5, stepMs: 2_000, mostMs: 300_000, forgetMs: 120_000 };

/** What a success takes back from the address: an office mostly succeeds, a stranger who tries hardly ever. */
export const failuresForgivenBySuccess = 2;

export type Standing = { isSystem: boolean; isHeadOverTarget: boolean };

/**
 * Who may give somebody a code. A head of section may not for people with a role: the code opens the
 * account, and with it rights that the head does not have.
 */
export function mayIssueCode(me: Standing, target: { hasRole: boolean }): boolean {
  return me.isSystem || (me.isHeadOverTarget && !target.hasRole);
}
