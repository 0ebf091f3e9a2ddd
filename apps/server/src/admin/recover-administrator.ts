import { userScope } from '@engawa/contract/scopes';
import type { IssuedCode } from '@engawa/contract/sessions';
import type { Tx } from '@engawa/db/transact';
import { writeAudit } from '#platform/audit.ts';
import type { Clock } from '#platform/clock.ts';
import { publish } from '#platform/live/publish.ts';
import { issueCodes } from '../sessions/issue-codes.ts';
import { insertRole, lockPerson, personByStaffNo, rolesOf, setDisabled } from './queries.ts';

/**
 * Makes a person administrator from the terminal of the machine, where whoever stands may do anything
 * anyway, and gives a code for a new password. Answers undefined when nobody has the staff number.
 */
export async function recoverAdministrator(
  tx: Tx,
  clock: Clock,
  staffNo: string,
): Promise<(IssuedCode & { name: string }) | undefined> {
  const person = await personByStaffNo(tx, staffNo);
  if (!person) return undefined;
  const locked = await lockPerson(tx, person.id);
  if (locked?.disabledAt) await setDisabled(tx, person.id, null);
  const isNew = await insertRole(tx, person.id, 'system', null, clock.now());
  const [code] = await issueCodes(tx, clock, undefined, [person.id], 'recovery');
  if (!code) return undefined;
  await writeAudit(tx, clock, null, {
    action: 'administrator:recovered',
    targetKind: 'person',
    targetId: person.id,
  });
  // The server is another process: it finds the event with its next poll.
  const roles = await rolesOf(tx, person.id);
  const scope = userScope(person.id);
  await publish(tx, () => {}, clock.now(), isNew ? [{ scope, type: 'roles:changed', data: { roles } }] : []);
  return { ...code, name: person.name };
}
