import { userScope } from '@engawa/contract/scopes';
import type { Tx } from '@engawa/db/transact';
import { businessDay } from '../platform/clock.ts';
import type { NewEvent } from '../platform/live/publish.ts';
import type { Platform } from '../platform/platform.ts';
import { partOf, type Part } from './policy.ts';
import { presentMemo } from './present.ts';
import { activeAmong, peopleOf, type MemoRow } from './queries.ts';

/** Everybody whom a memo concerns, with what they see of it. */
async function readersOf(tx: Tx, memo: MemoRow, today: string): Promise<Map<string, Part>> {
  const inSection = new Set(await peopleOf(tx, memo.sectionId, today));
  const inOverflow = new Set(await peopleOf(tx, memo.overflowSectionId, today));
  const named = [...memo.askedBy, ...memo.escalatedTo, memo.ownerId ?? [], memo.personId ?? []].flat();
  const people = [...new Set([...inSection, ...inOverflow, ...(await activeAmong(tx, named))])];
  return new Map(
    people.map((id) => [id, partOf(memo, id, { section: inSection.has(id), overflow: inOverflow.has(id) })]),
  );
}

/** How a change of a memo is told to each whom it concerns, and to those whom it no longer does. */
export async function tellMemo(
  tx: Tx,
  { clock }: Platform,
  now: MemoRow,
  before: MemoRow | null,
): Promise<NewEvent[]> {
  const today = businessDay(clock.now());
  const readers = await readersOf(tx, now, today);
  const gone = before
    ? [...(await readersOf(tx, before, today)).keys()].filter((id) => !readers.has(id))
    : [];
  return [
    ...[...readers].map(([personId, part]): NewEvent => ({
      scope: userScope(personId),
      type: 'memo:changed',
      label: now.label,
      data: presentMemo(now, part),
    })),
    ...gone.map((personId): NewEvent => ({
      scope: userScope(personId),
      type: 'memo:gone',
      label: now.label,
      data: { memoId: now.id, rev: now.rev },
    })),
  ];
}
