import type { Database } from '@engawa/db/connect';
import {
  countFailure,
  giveBack,
  slowKey,
  startAfresh,
  takeAttempt,
  type SlowKey,
} from '#platform/slow-down.ts';
import { failuresForgivenBySuccess, slowing } from './policy.ts';

/** `account` is a person's id, or the name typed where there is no such account. */
export type Attempt = { account: string; address: string };

const here = ({ account, address }: Attempt): SlowKey =>
  slowKey(slowing.accountHere, 'account-here', account, address);
const everywhere = (account: string): SlowKey => slowKey(slowing.account, 'account', account);
const office = ({ address }: Attempt): SlowKey => slowKey(slowing.address, 'address', address);

/** Counts an attempt to sign in, or refuses it with the time to wait. */
export const takeSignIn = (db: Database, attempt: Attempt, now: Date): Promise<void> =>
  takeAttempt(db, [here(attempt), everywhere(attempt.account)], now, [office(attempt)]);

/** It was wrong: only now does it count against everybody at the address. */
export const failSignIn = (db: Database, attempt: Attempt, now: Date): Promise<void> =>
  countFailure(db, office(attempt), now);

/** It was right: the account starts afresh, and the address gets some failures back. */
export async function forgiveSignIn(db: Database, attempt: Attempt): Promise<void> {
  await startAfresh(db, [here(attempt), everywhere(attempt.account)]);
  await giveBack(db, office(attempt), failuresForgivenBySuccess);
}

/** Somebody was just given a code: nothing slows the account any more, from wherever. */
export const forgiveAccount = (db: Database, account: string): Promise<void> =>
  startAfresh(db, [everywhere(account), slowKey(slowing.accountHere, 'account-here', account)]);
