import { transact } from '@engawa/db/transact';
import type { Activate, CheckCode } from '@engawa/contract/sessions';
import { writeAudit } from '#platform/audit.ts';
import { businessDay } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import { publish } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { endSessionsOf } from './end-sessions-of.ts';
import { hashPassword } from './hash-queue.ts';
import { openSession, type Browser } from './open-session.ts';
import { checkPassword } from './password-rule.ts';
import { accountNamed, openCode, setPasswordHash, voidCodes } from './queries.ts';
import { foldName, recordFailure, type Entered } from './sign-in.ts';
import { failSignIn, forgiveSignIn, takeSignIn } from './attempt.ts';
import { codeHash } from './token.ts';

/** Whether a code is right, before a password is chosen. A wrong one counts like a wrong password. */
export async function checkCode(
  platform: Platform,
  browser: Browser,
  { name, code }: CheckCode,
): Promise<{ personId: string; typed: string }> {
  const { db, clock } = platform;
  const now = clock.now();
  const typed = foldName(name);
  const account = await accountNamed(db, typed, businessDay(now));
  const attempt = { account: account?.personId ?? typed, address: browser.address };
  await takeSignIn(db, attempt, now);
  const found = account?.maySignIn && (await openCode(db, account.personId, codeHash(code), now));
  if (!account || !found) {
    await failSignIn(db, attempt, now);
    await recordFailure(platform, browser, 'code:failed', account && { ...account, typed });
    throw new AppError('wrong_code');
  }
  await forgiveSignIn(db, attempt);
  return { personId: account.personId, typed };
}

/** Takes a code and one's own password: every earlier session ends, and the code is used up. */
export async function activate(platform: Platform, browser: Browser, input: Activate): Promise<Entered> {
  const { db, clock, live } = platform;
  const { personId, typed } = await checkCode(platform, browser, input);
  checkPassword(input.password, [typed]);
  const passwordHash = await hashPassword(input.password);
  return transact(db, async (tx) => {
    const now = clock.now();
    if (!(await openCode(tx, personId, codeHash(input.code), now))) throw new AppError('wrong_code');
    await voidCodes(tx, [personId], now);
    await setPasswordHash(tx, personId, passwordHash, now);
    const others = await endSessionsOf(tx, [personId]);
    const session = await openSession(tx, clock, personId, browser);
    await writeAudit(
      tx,
      clock,
      { ...browser, personId },
      {
        action: 'password:set-by-code',
        targetKind: 'person',
        targetId: personId,
        detail: { device: browser.device },
      },
    );
    await publish(tx, live.deliver, now, [...others, ...session.ended]);
    return { ...session, personId };
  });
}
