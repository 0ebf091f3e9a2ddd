import type { Tx } from '@engawa/db/transact';
import { AppError } from '../platform/errors.ts';
import type { Me } from '../platform/me.ts';
import type { Platform } from '../platform/platform.ts';
import { lockSeat, seatOf, type SeatLock } from './queries.ts';

/** The gate of every channel: what may not be opened in this zone does not exist. */
export async function findSeat(platform: Platform, me: Me, channelId: string) {
  const seat = await seatOf(platform.db, channelId, me.personId);
  if (!seat || !platform.zones.may(me.zone, seat.label, 'open')) throw new AppError('not_found');
  return seat;
}

/** The same gate inside a transaction; neither seat nor label can be taken away before it commits. */
export async function takeSeat(
  tx: Tx,
  platform: Platform,
  me: Me,
  channelId: string,
  lock: SeatLock = 'share',
) {
  const seat = await lockSeat(tx, channelId, me.personId, lock);
  if (!seat || !platform.zones.may(me.zone, seat.label, 'open')) throw new AppError('not_found');
  return seat;
}
