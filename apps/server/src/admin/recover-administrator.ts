import { userScope } from '@engawa/contract/scopes';
import type { IssuedCode } from '@engawa/contract/sessions';
import type { Database } from '@engawa/db/connect';
import type { Tx } from '@engawa/db/transact';
import { writeAudit } from '#platform/audit.ts';
import { businessDay, type Clock } from '#platform/clock.ts';
import { publish } from '#platform/live/publish.ts';
import type { StoredEvent } from '#platform/live/stream.ts';
import { changedPerson } from '../people/changed-person.ts';
import { forgiveAccount } from '../sessions/attempt.ts';
import { issueCodes } from '../sessions/issue-codes.ts';
import { insertRole, lockPerson, peoplePage, personByStaffNo, reinstate, rolesOf } from './queries.ts';

/** Who administers, as whoever stands at the terminal needs to know it. */
export async function listAdministrators(db: Database, clock: Clock) {
  const people = await peoplePage(db, { show: 'with-role' }, businessDay(clock.now()), 1000);
  return people.filter(({ roles }) => roles.includes('system'));
}

/**
 * Makes a person administrator from the terminal of the machine, where whoever stands may do anything
 * anyway, and gives a code for a new password. Answers undefined when nobody has the staff number.
 */
export async function recoverAdministrator(
  tx: Tx,
  clock: Clock,
  staffNo: string,
  deliver: (events: StoredEvent[]) => void = () => {},
): Promise<(IssuedCode & { name: string }) | undefined> {
  const person = await personByStaffNo(tx, staffNo.normalize('NFKC').trim());
  if (!person) return undefined;
  await lockPerson(tx, person.id);
  await reinstate(tx, person.id);
  await insertRole(tx, person.id, 'system', null, clock.now());
  const [code] = await issueCodes(tx, clock, undefined, [person.id], 'recovery');
  if (!code) return undefined;
  await forgiveAccount(tx, person.id);
  await writeAudit(tx, clock, null, {
    action: 'administrator:recovered',
    targetKind: 'person',
    targetId: person.id,
  });
  const roles = await rolesOf(tx, person.id);
  await publish(tx, deliver, clock.now(), [
    await changedPerson(tx, { clock }, person.id),
    { scope: userScope(person.id), type: 'roles:changed', data: { roles } },
  ]);
  return { ...code, name: person.name };
}
