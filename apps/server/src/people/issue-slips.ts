import type { CommandOutput, CommandParsed } from '@engawa/contract/socket';
import type { Tx } from '@engawa/db/transact';
import { writeAudit } from '#platform/audit.ts';
import { businessDay } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { issueCodes } from '../sessions/issue-codes.ts';
import { mayImport } from './policy.ts';
import { peopleForSlips } from './queries.ts';

/** Gives new codes for the first sign-in, in the order of the hall; slips printed before stop working. */
export async function issueSlips(
  tx: Tx,
  me: Me,
  { personIds }: CommandParsed<'slips:issue'>,
  { clock }: Platform,
): Promise<CommandOutput<'slips:issue'>> {
  if (!mayImport(me)) throw new AppError('not_allowed');
  const people = await peopleForSlips(tx, personIds, businessDay(clock.now()));
  const codes = await issueCodes(
    tx,
    clock,
    me.personId,
    people.map(({ personId }) => personId),
    'activation',
  );
  const byPerson = new Map(codes.map((code) => [code.personId, code]));
  await writeAudit(tx, clock, me, { action: 'slips:issued', detail: { people: people.length } });
  return {
    slips: people.flatMap((person) => {
      const issued = byPerson.get(person.personId);
      return issued ? [{ ...person, code: issued.code, expiresAt: issued.expiresAt }] : [];
    }),
  };
}
