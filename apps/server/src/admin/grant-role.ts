import type { Role } from '@engawa/contract/sessions';
import type { CommandParsed } from '@engawa/contract/socket';
import { userScope } from '@engawa/contract/scopes';
import type { Tx } from '@engawa/db/transact';
import { writeAudit } from '#platform/audit.ts';
import { AppError } from '#platform/errors.ts';
import { publish } from '#platform/live/publish.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { mustAdminister } from './gate.ts';
import { leavesNobody } from './policy.ts';
import { insertRole, lockAdministrators, lockPerson, removeRole, rolesOf } from './queries.ts';

export async function grantRole(
  tx: Tx,
  me: Me,
  { personId, role }: CommandParsed<'role:grant'>,
  platform: Platform,
): Promise<Record<string, never>> {
  mustAdminister(me);
  const person = await lockPerson(tx, personId);
  if (!person) throw new AppError('not_found');
  if (person.disabledAt) throw new AppError('not_allowed');
  if (await insertRole(tx, personId, role, me.personId, platform.clock.now())) {
    await tell(tx, me, 'role:granted', personId, role, platform);
  }
  return {};
}

export async function revokeRole(
  tx: Tx,
  me: Me,
  { personId, role }: CommandParsed<'role:revoke'>,
  platform: Platform,
): Promise<Record<string, never>> {
  mustAdminister(me);
  const administrators = await lockAdministrators(tx);
  if (!(await lockPerson(tx, personId))) throw new AppError('not_found');
  if (role === 'system' && leavesNobody(administrators, personId)) throw new AppError('last_administrator');
  if (await removeRole(tx, personId, role)) await tell(tx, me, 'role:revoked', personId, role, platform);
  return {};
}

async function tell(
  tx: Tx,
  me: Me,
  action: string,
  personId: string,
  role: Role,
  { live, clock }: Platform,
): Promise<void> {
  await writeAudit(tx, clock, me, { action, targetKind: 'person', targetId: personId, detail: { role } });
  await publish(tx, live.deliver, clock.now(), [
    { scope: userScope(personId), type: 'roles:changed', data: { roles: await rolesOf(tx, personId) } },
  ]);
}
