import { transact } from '@engawa/db/transact';
import { newId } from '@engawa/db/id';
import { orgScope } from '@engawa/contract/scopes';
import type { HallSetUp, NewAdministrator, SetUpHall } from '@engawa/contract/setup';
import { writeAudit } from '#platform/audit.ts';
import { AppError } from '#platform/errors.ts';
import { readHall, writeHall } from '#platform/hall.ts';
import { publish } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { issueCodes } from '../sessions/issue-codes.ts';
import { openSession, type Browser } from '../sessions/open-session.ts';
import { preparePassword, setPreparedPassword } from '../sessions/prepare-password.ts';
import { checkSetupCode, removeSetupFile, useUpSetupCode } from '../sessions/setup-code.ts';
import { insertPeople, insertRole, type NewPerson } from './queries.ts';

/** Names the hall and its first two administrators; the first one is signed in. */
export async function setUpHall(
  platform: Platform,
  browser: Browser,
  input: SetUpHall,
): Promise<{ token: string; told: HallSetUp }> {
  const { db, clock, live } = platform;
  await checkSetupCode(platform, browser.address, input.code);
  const now = clock.now();
  const [first, second] = [personFrom(input.first, now), personFrom(input.second, now)];
  if (first.staffNo === second.staffNo)
    throw new AppError('invalid_input', { detail: { field: 'second.staffNo' } });
  const hash = await preparePassword(input.first.password, [first.staffNo, first.name, first.kana]);
  const done = await transact(db, async (tx) => {
    await useUpSetupCode(tx);
    await writeHall(tx, { hallName: input.hallName, helpLine: input.helpLine }, now);
    await insertPeople(tx, [first, second]);
    for (const { id } of [first, second]) await insertRole(tx, id, 'system', first.id, now);
    await setPreparedPassword(tx, clock, first.id, hash);
    const [issued] = await issueCodes(tx, clock, first.id, [second.id], 'activation');
    const session = await openSession(tx, clock, first.id, browser);
    await writeAudit(
      tx,
      clock,
      { ...browser, personId: first.id },
      {
        action: 'hall:set-up',
        detail: { hallName: input.hallName, administrators: [first.id, second.id] },
      },
    );
    await publish(tx, live.deliver, now, [
      { scope: orgScope, type: 'hall:changed', data: await readHall(tx) },
      { scope: orgScope, type: 'directory:changed', data: {} },
      ...session.ended,
    ]);
    const { code = '', expiresAt = '' } = issued ?? {};
    const told = { personId: second.id, staffNo: second.staffNo, name: second.name, code, expiresAt };
    return { token: session.token, told: { personId: first.id, second: told } };
  });
  await removeSetupFile(platform);
  return done;
}

function personFrom({ staffNo, name, kana }: NewAdministrator, createdAt: Date): NewPerson {
  return { id: newId(), staffNo: staffNo.normalize('NFKC'), name, kana, createdAt };
}
