import { newId } from '@engawa/db/id';
import type { Tx } from '@engawa/db/transact';
import { AppError } from '#platform/errors.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { offerCall } from '../calls/offer-call.ts';
import { endOf } from './policy.ts';
import { turnKnock, type KnockRow } from './queries.ts';
import { tellKnock } from './tell-knock.ts';

/** One of the two rings the other, as any call does; what comes of it, a memo as well, is the call's. */
export async function ringNow(
  tx: Tx,
  me: Me,
  { id, askerId, personId, about }: KnockRow,
  device: string,
  platform: Platform,
): Promise<void> {
  const other = me.personId === askerId ? personId : askerId;
  if (other === null) throw new AppError('not_allowed');
  const at = platform.clock.now();
  const talked = await turnKnock(tx, id, ['promised', 'due', 'agreed'], {
    ...endOf('talked', at),
    seenAt: at,
  });
  if (!talked) throw new AppError('knock_over');
  const call = { clientId: newId(), calleeId: other, about, device };
  await offerCall(tx, me, call, platform, await tellKnock(tx, talked));
}
