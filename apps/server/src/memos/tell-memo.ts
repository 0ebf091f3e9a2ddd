import { userScope } from '@engawa/contract/scopes';
import type { Tx } from '@engawa/db/transact';
import { businessDay } from '../platform/clock.ts';
import type { NewEvent } from '../platform/live/publish.ts';
import type { Platform } from '../platform/platform.ts';
import { peopleInSection } from '../people/in-section.ts';
import { namedBy, partOf, type Part } from './policy.ts';
import { presentMemo } from './present.ts';
import { activeAmong, type MemoRow } from './queries.ts';

/** Everybody whom a memo concerns, with what they see of it. */
async function readersOf(tx: Tx, memo: MemoRow, today: string): Promise<Map<string, Part>> {
  const within = async (id: string | null) => new Set(id ? await peopleInSection(tx, id, today) : []);
  const inSection = await within(memo.sectionId);
  const inOverflow = await within(memo.overflowSectionId);
  const people = [...new Set([...inSection, ...inOverflow, ...(await activeAmong(tx, namedBy(memo)))])];
  return new Map(
    people.map((id) => [id, partOf(memo, id, { section: inSection.has(id), overflow: inOverflow.has(id) })]),
  );
}

/**
 * How a change of a memo is told to each whom it concerns, and to those whom it no longer does. Colleagues
 * hear only that there is something to read: an event is kept for weeks, and they may be elsewhere by then.
 */
export async function tellMemo(
  tx: Tx,
  { clock }: Platform,
  now: MemoRow,
  before: MemoRow | null,
): Promise<NewEvent[]> {
  const today = businessDay(clock.now());
  const readers = await readersOf(tx, now, today);
  const named = namedBy(now);
  const { label, rev, id: memoId } = now;
  const gone = before
    ? [...(await readersOf(tx, before, today)).keys()].filter((id) => !readers.has(id))
    : [];
  return [
    ...[...readers].map(([personId, part]): NewEvent => {
      const scope = userScope(personId);
      return named.includes(personId)
        ? { scope, type: 'memo:changed', label, data: presentMemo(now, part) }
        : { scope, type: 'memo:stirred', label, data: { memoId, rev } };
    }),
    ...gone.map((personId): NewEvent => ({
      scope: userScope(personId),
      type: 'memo:gone',
      label,
      data: { memoId, rev },
    })),
  ];
}
