import { transact } from '@engawa/db/transact';
import type { SignIn } from '@engawa/contract/sessions';
import { writeAudit, type AuditRow } from '#platform/audit.ts';
import { businessDay } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import { publish } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { isPassword } from './hash-queue.ts';
import { openSession, type Browser, type OpenedSession } from './open-session.ts';
import { accountNamed } from './queries.ts';
import { failSignIn, forgiveSignIn, takeSignIn } from './attempt.ts';

export type Entered = OpenedSession & { personId: string };

/** Signs somebody in by name and password. Every refusal looks alike and takes alike long. */
export async function signIn(
  platform: Platform,
  browser: Browser,
  { name, password }: SignIn,
): Promise<Entered> {
  const { db, clock, live } = platform;
  const now = clock.now();
  const typed = foldName(name);
  const account = await accountNamed(db, typed, businessDay(now));
  const attempt = { account: account?.personId ?? typed, address: browser.address };
  await takeSignIn(db, attempt, now);
  const isRight = await isPassword(account?.passwordHash ?? undefined, password);
  if (!account?.maySignIn || !isRight) {
    await failSignIn(db, attempt, now);
    await recordFailure(platform, browser, 'sign-in:failed', account && { ...account, typed });
    throw new AppError('wrong_sign_in');
  }
  const opened = await transact(db, async (tx) => {
    const session = await openSession(tx, clock, account.personId, browser);
    await writeAudit(
      tx,
      clock,
      { ...browser, personId: account.personId },
      {
        action: 'sign-in',
        targetKind: 'session',
        targetId: session.id,
        detail: { device: browser.device },
      },
    );
    await publish(tx, live.deliver, clock.now(), session.ended);
    return session;
  });
  await forgiveSignIn(db, attempt);
  return { ...opened, personId: account.personId };
}

/**
 * Writes down that somebody did not get in. What was typed as a name is only told where it names an account:
 * elsewhere it may be a password in the wrong field.
 */
export async function recordFailure(
  { db, clock }: Platform,
  browser: Browser,
  action: 'sign-in:failed' | 'code:failed',
  account: { personId: string; typed: string } | undefined,
): Promise<void> {
  const { device } = browser;
  const row: AuditRow = account
    ? {
        action,
        targetKind: 'person',
        targetId: account.personId,
        detail: { nameTyped: account.typed, device },
      }
    : { action, detail: { device } };
  await transact(db, (tx) => writeAudit(tx, clock, { personId: null, ...browser }, row));
}

/** A name as it is looked up: full-width digits are how many people type a staff number. */
export const foldName = (name: string): string => name.normalize('NFKC').trim();
