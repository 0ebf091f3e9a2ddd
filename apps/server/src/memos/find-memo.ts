import type { Database } from '@engawa/db/connect';
import type { Tx } from '@engawa/db/transact';
import { businessDay } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import type { Me } from '../platform/me.ts';
import type { Platform } from '../platform/platform.ts';
import { partOf, type Among, type Part } from './policy.ts';
import { lockMemo, memoById, sectionsAbove, type MemoRow } from './queries.ts';

export type Found = { memo: MemoRow; among: Among; part: Part };

/** The gate of every memo: whom it does not concern, or where its label does not open, there is none. */
export async function findMemo(
  db: Database | Tx,
  platform: Platform,
  me: Me,
  memoId: string,
): Promise<Found> {
  return admit(platform, db, me, await memoById(db, memoId));
}

/** The same gate inside a transaction; the memo stays as it is until the commit. */
export async function takeMemo(tx: Tx, platform: Platform, me: Me, memoId: string): Promise<Found> {
  return admit(platform, tx, me, await lockMemo(tx, memoId));
}

async function admit(
  { clock, zones }: Platform,
  db: Database | Tx,
  me: Me,
  memo: MemoRow | undefined,
): Promise<Found> {
  if (!memo || !zones.may(me.zone, memo.label, 'open')) throw new AppError('not_found');
  const found = { memo, ...(await seenBy(db, memo, me.personId, businessDay(clock.now()))) };
  if (found.part === 'nothing') throw new AppError('not_found');
  return found;
}

/** What somebody sees of a memo, and as whose colleague. */
export async function seenBy(
  db: Database | Tx,
  memo: MemoRow,
  personId: string,
  today: string,
): Promise<Omit<Found, 'memo'>> {
  const mine = await sectionsAbove(db, personId, today);
  const isMine = (section: string | null) => section !== null && mine.includes(section);
  const among = { section: isMine(memo.sectionId), overflow: isMine(memo.overflowSectionId) };
  return { among, part: partOf(memo, personId, among) };
}
