import { userScope } from '@engawa/contract/scopes';
import type { Tx } from '@engawa/db/transact';
import { businessDay } from '#platform/clock.ts';
import type { NewEvent } from '#platform/live/publish.ts';
import type { Platform } from '#platform/platform.ts';
import { presentSectionCall } from './present.ts';
import { answerersOf, ringsOf, type SectionCallRow } from './queries.ts';

/** How a call stands now, for its caller, everybody of the sections, and whoever it rang. */
export async function tellSectionCall(tx: Tx, { clock }: Platform, row: SectionCallRow): Promise<NewEvent[]> {
  const day = businessDay(clock.now());
  const rings = await ringsOf(tx, [row.id]);
  const called = new Set([row.callerId, ...(await answerersOf(tx, row.sectionId, day))]);
  const others = row.ringsIn === row.sectionId ? [] : await answerersOf(tx, row.ringsIn, day);
  const people = new Set([...called, ...others, ...rings.map(({ personId }) => personId)]);
  return [...people].map((personId): NewEvent => ({
    scope: userScope(personId),
    type: 'section-call',
    label: row.label,
    data: presentSectionCall(row, rings, called.has(personId)),
  }));
}
