import type { CommandParsed } from '@engawa/contract/socket';
import { orgScope } from '@engawa/contract/scopes';
import type { Tx } from '@engawa/db/transact';
import { writeAudit } from '#platform/audit.ts';
import { AppError } from '#platform/errors.ts';
import { publish } from '#platform/live/publish.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { changedPerson } from '../people/changed-person.ts';
import { closeAccounts } from '../sessions/close-accounts.ts';
import { mustAdminister } from './gate.ts';
import { leavesNobody } from './policy.ts';
import { lockAdministrators, lockPerson, setDisabled } from './queries.ts';

/** Shuts a person out. What the person wrote stays, and so do posts and memberships. */
export async function disablePerson(
  tx: Tx,
  me: Me,
  { personId }: CommandParsed<'person:disable'>,
  platform: Platform,
): Promise<Record<string, never>> {
  const { live, clock } = platform;
  mustAdminister(me);
  const administrators = await lockAdministrators(tx);
  const person = await lockPerson(tx, personId);
  if (!person) throw new AppError('not_found');
  if (leavesNobody(administrators, personId)) throw new AppError('last_administrator');
  if (person.disabledAt) return {};
  await setDisabled(tx, personId, clock.now());
  const ended = await closeAccounts(tx, clock, [personId]);
  await writeAudit(tx, clock, me, { action: 'person:disabled', targetKind: 'person', targetId: personId });
  await publish(tx, live.deliver, clock.now(), [
    { scope: orgScope, type: 'person:disabled', data: { personId } },
    await changedPerson(tx, platform, personId),
    ...ended,
  ]);
  return {};
}

/** Lets a person in again, with the password of before. */
export async function enablePerson(
  tx: Tx,
  me: Me,
  { personId }: CommandParsed<'person:enable'>,
  platform: Platform,
): Promise<Record<string, never>> {
  const { live, clock } = platform;
  mustAdminister(me);
  const person = await lockPerson(tx, personId);
  if (!person) throw new AppError('not_found');
  if (!person.disabledAt) return {};
  await setDisabled(tx, personId, null);
  await writeAudit(tx, clock, me, { action: 'person:enabled', targetKind: 'person', targetId: personId });
  await publish(tx, live.deliver, clock.now(), [await changedPerson(tx, platform, personId)]);
  return {};
}
