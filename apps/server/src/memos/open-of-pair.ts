import type { Tx } from '@engawa/db/transact';
import { seenBy } from './find-memo.ts';
import { lockOpenOfPair, lockPair, type MemoRow } from './queries.ts';

/**
 * The open memo of a pair, which a further one goes on in; and the key under which that one stands alone where
 * there is none. Whoever writes must see all of it already: what is joined is read by who joins it, and a name
 * with a number can be guessed.
 */
export async function openOfPair(
  tx: Tx,
  pair: string | undefined,
  { id, writerId, today }: { id: string; writerId: string; today: string },
): Promise<{ open?: MemoRow; key: string }> {
  if (pair === undefined) return { key: id };
  await lockPair(tx, pair);
  const open = await lockOpenOfPair(tx, pair);
  if (!open) return { key: pair };
  const { part } = await seenBy(tx, open, writerId, today);
  return part === 'all' ? { open, key: pair } : { key: id };
}
