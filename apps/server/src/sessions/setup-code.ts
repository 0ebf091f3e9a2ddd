import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Tx } from '@engawa/db/transact';
import { AppError } from '#platform/errors.ts';
import type { Platform } from '#platform/platform.ts';
import { slowKey, startAfresh, takeAttempt } from '#platform/slow-down.ts';
import { setupSlowing } from './policy.ts';
import { addSetupCode, hasAdministrator, removeSetupCodes, setupCodes } from './queries.ts';
import { codeHash, newCode } from './token.ts';

/**
 * While no administrator exists, writes a one-time code into the data folder and answers it. Whoever can
 * read that folder, or the terminal of the start, may set the hall up.
 */
export async function prepareSetup({ env, db }: Platform): Promise<string | undefined> {
  const file = path.join(env.dataDir, 'setup-code');
  if (await hasAdministrator(db)) {
    await rm(file, { force: true });
    return undefined;
  }
  const code = newCode(12);
  await addSetupCode(db, codeHash(code).toString('hex'));
  await mkdir(env.dataDir, { recursive: true });
  await writeFile(file, `${code}\n`, { mode: 0o600 });
  return code;
}

/** Refuses anybody without the code, and everybody once there is an administrator. */
export async function checkSetupCode({ db, clock }: Platform, address: string, code: string): Promise<void> {
  if (await hasAdministrator(db)) throw new AppError('already_set_up');
  const key = slowKey(setupSlowing, 'setup', address);
  await takeAttempt(db, [key], clock.now());
  if (!(await setupCodes(db)).includes(codeHash(code).toString('hex')))
    throw new AppError('wrong_setup_code');
  await startAfresh(db, [key]);
}

/** Uses the codes up. Two who finish at the same moment: the second finds none left. */
export async function useUpSetupCode(tx: Tx): Promise<void> {
  if (!(await removeSetupCodes(tx)) || (await hasAdministrator(tx))) throw new AppError('already_set_up');
}

/** Takes the file with the code away once the hall is set up. */
export async function removeSetupFile({ env }: Platform): Promise<void> {
  await rm(path.join(env.dataDir, 'setup-code'), { force: true });
}
