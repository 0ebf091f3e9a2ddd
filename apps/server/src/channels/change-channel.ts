import type { CommandParsed } from '@engawa/contract/socket';
import type { Channel } from '@engawa/contract/channels';
import { channelScope } from '@engawa/contract/scopes';
import type { Tx } from '@engawa/db/transact';
import { writeAudit } from '../platform/audit.ts';
import { AppError } from '../platform/errors.ts';
import { publish } from '../platform/live/publish.ts';
import type { Me } from '../platform/me.ts';
import type { Platform } from '../platform/platform.ts';
import { takeSeat } from './find-seat.ts';
import { mayChange } from './policy.ts';
import { presentChannel } from './present.ts';
import { isNameTaken, updateChannel } from './queries.ts';

/** Changes name, purpose or label. The name of a section's channel is the section's. */
export async function changeChannel(
  tx: Tx,
  me: Me,
  input: CommandParsed<'channel:change'>,
  platform: Platform,
): Promise<Channel> {
  const seat = await takeSeat(tx, platform, me, input.channelId, 'change');
  if (!mayChange(seat)) throw new AppError('not_allowed');
  const { name, purpose, label } = input;
  if (name !== undefined && seat.source === 'section') throw new AppError('follows_section');
  if (name !== undefined && (await isNameTaken(tx, name, seat.id))) throw new AppError('name_taken');
  if (label !== undefined && !platform.zones.may(me.zone, label, 'open')) {
    throw new AppError('invalid_input', { detail: { field: 'label' } });
  }
  const change = {
    ...(name !== undefined && { name }),
    ...(purpose !== undefined && { purpose }),
    ...(label !== undefined && { label }),
  };
  if (Object.keys(change).length === 0) return presentChannel(seat);
  return tellChanged(tx, me, platform, seat.id, change);
}

/** Puts a channel away, where nobody writes any more, or brings it back. */
export async function putAway(
  tx: Tx,
  me: Me,
  input: CommandParsed<'channel:put-away'>,
  platform: Platform,
): Promise<Channel> {
  const seat = await takeSeat(tx, platform, me, input.channelId, 'change');
  if (!mayChange(seat)) throw new AppError('not_allowed');
  if (seat.source === 'section') throw new AppError('follows_section');
  return tellChanged(tx, me, platform, seat.id, { putAwayAt: input.away ? platform.clock.now() : null });
}

async function tellChanged(
  tx: Tx,
  me: Me,
  platform: Platform,
  channelId: string,
  change: Parameters<typeof updateChannel>[2],
): Promise<Channel> {
  const channel = presentChannel(await updateChannel(tx, channelId, change));
  await writeAudit(tx, platform.clock, me, {
    action: 'channel:change',
    targetKind: 'channel',
    targetId: channelId,
    detail: { changed: Object.keys(change), label: channel.label },
  });
  await publish(tx, platform.live.deliver, platform.clock.now(), [
    { scope: channelScope(channelId), type: 'channel:changed', data: channel },
  ]);
  return channel;
}
