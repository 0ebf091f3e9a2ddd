import type { CommandParsed } from '@engawa/contract/socket';
import { userScope } from '@engawa/contract/scopes';
import type { Tx } from '@engawa/db/transact';
import { AppError } from '../../platform/errors.ts';
import { publish } from '../../platform/live/publish.ts';
import type { Me } from '../../platform/me.ts';
import type { Platform } from '../../platform/platform.ts';
import { findSeat, takeSeat } from '../find-seat.ts';
import { entriesOf } from '../queries.ts';
import { moveReadMark, noteUnreadSeq, setUnreadFrom } from './queries.ts';

type Done = Record<string, never>;

/**
 * Raises the read mark. It only ever grows, and clears only the ここから未読 that the page has heard of,
 * so a retry needs no memory of its own, however late it comes.
 */
export async function markRead(platform: Platform, me: Me, input: CommandParsed<'read:mark'>): Promise<Done> {
  const { channelId, no, heard = null } = input;
  const { personId } = me;
  const opens = platform.zones.opens(me.zone);
  const at = platform.clock.now();
  const moved = await moveReadMark(platform.db, opens, { channelId, personId, no, heard, at });
  // Nothing moved: it was read already, or there is no such seat.
  if (!moved) await findSeat(platform, me, channelId);
  if (moved) {
    platform.live.deliver([
      {
        scope: userScope(me.personId),
        seq: moved.seq,
        type: 'read:moved',
        channelId,
        label: null,
        data: { channelId, readNo: moved.readNo, unreadFrom: moved.unreadFrom, forYou: null },
      },
    ]);
    platform.live.bus.poke([`read:${channelId}`]);
  }
  return {};
}

/** ここから未読にする: mine alone, others still see how far I had read. */
export async function markUnreadFrom(
  tx: Tx,
  me: Me,
  input: CommandParsed<'read:unread-from'>,
  platform: Platform,
): Promise<Done> {
  const { channelId, no } = input;
  const seat = await takeSeat(tx, platform, me, channelId);
  if (no > seat.readNo) throw new AppError('invalid_input', { detail: { field: 'no' } });
  const set = await setUnreadFrom(tx, channelId, me.personId, no);
  const [entry] = await entriesOf(tx, me.personId, [seat.label], [channelId]);
  if (!set || !entry) throw new AppError('not_found');
  const seqs = await publish(tx, platform.live.deliver, platform.clock.now(), [
    {
      scope: userScope(me.personId),
      type: 'read:moved',
      channelId,
      data: { channelId, readNo: set.readNo, unreadFrom: set.unreadFrom, forYou: entry.forYou },
    },
  ]);
  await noteUnreadSeq(tx, channelId, me.personId, seqs(userScope(me.personId)));
  return {};
}
