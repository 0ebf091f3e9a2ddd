import { transact } from '@engawa/db/transact';
import type { ChangePassword } from '@engawa/contract/sessions';
import { writeAudit } from '#platform/audit.ts';
import { AppError } from '#platform/errors.ts';
import { publish } from '#platform/live/publish.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { endSessionsOf } from './end-sessions-of.ts';
import { hashPassword, isPassword } from './hash-queue.ts';
import { checkPassword } from './password-rule.ts';
import { namesOf, passwordHashOf, setPasswordHash } from './queries.ts';
import { failSignIn, forgiveSignIn, takeSignIn } from './attempt.ts';

/** Changes one's own password; every other session of the person ends. */
export async function changePassword(platform: Platform, me: Me, input: ChangePassword): Promise<void> {
  const { db, clock, live } = platform;
  checkPassword(input.password, await namesOf(db, me.personId));
  const attempt = { account: me.personId, address: me.address };
  await takeSignIn(db, attempt, clock.now());
  const isRight = await isPassword(await passwordHashOf(db, me.personId), input.current);
  if (!isRight) {
    await failSignIn(db, attempt, clock.now());
    throw new AppError('wrong_sign_in');
  }
  await forgiveSignIn(db, attempt);
  const passwordHash = await hashPassword(input.password);
  await transact(db, async (tx) => {
    const now = clock.now();
    await setPasswordHash(tx, me.personId, passwordHash, now);
    const ended = await endSessionsOf(tx, [me.personId], me.sessionId);
    await writeAudit(tx, clock, me, {
      action: 'password:changed',
      targetKind: 'person',
      targetId: me.personId,
    });
    await publish(tx, live.deliver, now, ended);
  });
}
