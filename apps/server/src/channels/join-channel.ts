import type { CommandParsed } from '@engawa/contract/socket';
import type { ChannelEntry } from '@engawa/contract/channels';
import { channelScope, userScope } from '@engawa/contract/scopes';
import type { Tx } from '@engawa/db/transact';
import { AppError } from '../platform/errors.ts';
import { publish } from '../platform/live/publish.ts';
import type { Me } from '../platform/me.ts';
import type { Platform } from '../platform/platform.ts';
import { tellJoined } from './create-channel.ts';
import { takeSeat } from './find-seat.ts';
import { mayLeave } from './policy.ts';
import { presentMember } from './present.ts';
import { countOwners, deleteMembers, holdChannel, insertMembers } from './queries.ts';

/** Joins a public or announcement channel found by browsing. */
export async function joinChannel(
  tx: Tx,
  me: Me,
  input: CommandParsed<'channel:join'>,
  platform: Platform,
): Promise<ChannelEntry> {
  const channel = await holdChannel(tx, input.channelId);
  const isOpen = channel && ['public', 'announcement'].includes(channel.kind);
  if (!channel || !isOpen || !platform.zones.may(me.zone, channel.label, 'open'))
    throw new AppError('not_found');
  if (channel.putAwayAt) throw new AppError('put_away');
  const joined = await insertMembers(tx, [
    {
      channelId: channel.id,
      personId: me.personId,
      role: 'member',
      source: 'hand',
      joinedAt: platform.clock.now(),
    },
  ]);
  return tellJoined(
    tx,
    platform,
    me,
    channel.id,
    joined.map((member) => member.personId),
    joined.map((member) => ({
      scope: channelScope(channel.id),
      type: 'member:added',
      data: { channelId: channel.id, members: [presentMember(member)] },
    })),
  );
}

/** Leaves a channel that was made by hand; its last owner hands over first. */
export async function leaveChannel(
  tx: Tx,
  me: Me,
  input: CommandParsed<'channel:leave'>,
  platform: Platform,
): Promise<Record<string, never>> {
  const seat = await takeSeat(tx, platform, me, input.channelId, 'change');
  if (!mayLeave(seat)) throw new AppError(seat.source === 'section' ? 'follows_section' : 'not_allowed');
  await deleteMembers(tx, seat.id, [me.personId]);
  if (seat.role === 'owner' && (await countOwners(tx, seat.id)) === 0) throw new AppError('last_owner');
  await tellLeft(tx, platform, seat.id, [me.personId]);
  return {};
}

/** Tells the channel, and each person who lost the seat. */
export async function tellLeft(
  tx: Tx,
  platform: Platform,
  channelId: string,
  personIds: string[],
): Promise<void> {
  await publish(tx, platform.live.deliver, platform.clock.now(), [
    { scope: channelScope(channelId), type: 'member:removed', data: { channelId, personIds } },
    ...personIds.map((personId) => ({
      scope: userScope(personId),
      type: 'channel:left' as const,
      data: { channelId },
    })),
  ]);
}
