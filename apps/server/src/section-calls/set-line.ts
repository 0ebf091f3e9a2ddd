import type { CommandParsed } from '@engawa/contract/socket';
import type { Tx } from '@engawa/db/transact';
import { businessDay } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { sectionStands } from '../people/in-section.ts';
import { maySetLine } from './policy.ts';
import { answerersOf, isHeadOf, writeLine } from './queries.ts';

type Done = Record<string, never>;

/** Settles how a section is rung. */
export async function setLine(
  tx: Tx,
  me: Me,
  { sectionId, line }: CommandParsed<'section-line:set'>,
  { clock }: Platform,
): Promise<Done> {
  const day = businessDay(clock.now());
  if (!(await sectionStands(tx, sectionId, day))) throw new AppError('not_found');
  if (!maySetLine(me.roles, await isHeadOf(tx, me.personId, sectionId, day)))
    throw new AppError('not_allowed');
  for (const other of [line.overflowSectionId, line.afterHoursSectionId]) {
    if (other === null) continue;
    if (other === sectionId || !(await sectionStands(tx, other, day))) throw new AppError('invalid_input');
  }
  const answerers = new Set(await answerersOf(tx, sectionId, day));
  if (line.rota.some(({ personId }) => !answerers.has(personId))) throw new AppError('invalid_input');
  await writeLine(tx, sectionId, line);
  return {};
}
