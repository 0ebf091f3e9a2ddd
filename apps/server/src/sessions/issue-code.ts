import type { IssuedCode } from '@engawa/contract/sessions';
import type { CommandParsed } from '@engawa/contract/socket';
import type { Tx } from '@engawa/db/transact';
import { writeAudit } from '#platform/audit.ts';
import { businessDay } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { issueCodes } from './issue-codes.ts';
import { mayIssueCode } from './policy.ts';
import { isHeadOver, personExists, rolesOf } from './queries.ts';
import { forgiveAccount } from './attempt.ts';

/** Gives a code for somebody who forgot the password, to be read over the telephone. */
export async function issueCode(
  tx: Tx,
  me: Me,
  { personId }: CommandParsed<'code:issue'>,
  { clock }: Platform,
): Promise<IssuedCode> {
  // A PIN would become a whole account.
  if (me.placeId !== undefined) throw new AppError('not_allowed');
  if (!(await personExists(tx, personId))) throw new AppError('not_found');
  const isSystem = me.roles.includes('system');
  const isHeadOverTarget =
    isSystem || (await isHeadOver(tx, me.personId, personId, businessDay(clock.now())));
  const hasRole = (await rolesOf(tx, personId)).length > 0;
  if (!mayIssueCode({ isSystem, isHeadOverTarget }, { hasRole })) throw new AppError('not_allowed');
  const [issued] = await issueCodes(tx, clock, me.personId, [personId], 'recovery');
  if (!issued) throw new AppError('not_found');
  await forgiveAccount(tx, personId);
  await writeAudit(tx, clock, me, { action: 'code:issued', targetKind: 'person', targetId: personId });
  return issued;
}
