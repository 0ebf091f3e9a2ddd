import { transact } from '@engawa/db/transact';
import type { PinState, SetPin } from '@engawa/contract/places';
import { writeAudit } from '#platform/audit.ts';
import { AppError } from '#platform/errors.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { failSignIn, forgiveSignIn, takeSignIn } from '../sessions/attempt.ts';
import { hashPassword, isPassword } from '../sessions/hash-queue.ts';
import { isAtPlace, isEasyPin, mostTries } from './policy.ts';
import { passwordHashOf, pinOf, staffNoOf, writePin } from './queries.ts';

/** Whether I have a PIN, and whether too many wrong ones stopped it. */
export async function readPin({ db }: Platform, me: Me): Promise<PinState> {
  const pin = await pinOf(db, me.personId);
  return { isSet: pin !== undefined, isLocked: (pin?.tries ?? 0) >= mostTries };
}

/** Sets one's PIN. A page that somebody left open is not enough: the password is asked for. */
export async function setPin(platform: Platform, me: Me, { current, pin }: SetPin): Promise<PinState> {
  const { db, clock } = platform;
  if (isAtPlace(me)) throw new AppError('not_allowed');
  if (pin !== null && isEasyPin(pin, await staffNoOf(db, me.personId))) throw new AppError('easy_pin');
  const attempt = { account: me.personId, address: me.address };
  await takeSignIn(db, attempt, clock.now());
  if (!(await isPassword(await passwordHashOf(db, me.personId), current))) {
    await failSignIn(db, attempt, clock.now());
    throw new AppError('wrong_sign_in');
  }
  await forgiveSignIn(db, attempt);
  const hash = pin === null ? null : await hashPassword(pin);
  await transact(db, async (tx) => {
    await writePin(tx, me.personId, hash, clock.now());
    const action = hash === null ? 'pin:removed' : 'pin:set';
    await writeAudit(tx, clock, me, { action, targetKind: 'person', targetId: me.personId });
  });
  return readPin(platform, me);
}
