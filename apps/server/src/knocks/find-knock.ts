import type { Tx } from '@engawa/db/transact';
import { AppError } from '#platform/errors.ts';
import type { Me } from '#platform/me.ts';
import { askedIn, knockById, type KnockRow } from './queries.ts';

/** The gate of every question: whom it does not concern, there is none. */
export async function findKnock(
  tx: Tx,
  { personId }: Me,
  knockId: string,
): Promise<{ knock: KnockRow; isAsker: boolean }> {
  const knock = await knockById(tx, knockId);
  const asked = knock ? await askedIn(tx, [knockId]) : [];
  const isAsker = knock?.askerId === personId;
  if (!knock || !(isAsker || asked.some((one) => one.personId === personId))) throw new AppError('not_found');
  return { knock, isAsker };
}
