import type { Tx } from '@engawa/db/transact';
import type { Clock } from '#platform/clock.ts';
import { hashPassword } from './hash-queue.ts';
import { checkPassword } from './password-rule.ts';
import { setPasswordHash } from './queries.ts';

/** Checks a password and hashes it, outside of any transaction because it takes long. */
export async function preparePassword(password: string, own: (string | null)[]): Promise<string> {
  checkPassword(password, own);
  return hashPassword(password);
}

/** Gives a person a password that was prepared. */
export const setPreparedPassword = (tx: Tx, clock: Clock, personId: string, hash: string): Promise<void> =>
  setPasswordHash(tx, personId, hash, clock.now());
