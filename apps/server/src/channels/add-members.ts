import type { CommandParsed } from '@engawa/contract/socket';
import { channelScope, userScope } from '@engawa/contract/scopes';
import type { Tx } from '@engawa/db/transact';
import { writeAudit } from '../platform/audit.ts';
import { AppError } from '../platform/errors.ts';
import { publish } from '../platform/live/publish.ts';
import type { Me } from '../platform/me.ts';
import type { Platform } from '../platform/platform.ts';
import { tellJoined } from './create-channel.ts';
import { takeSeat } from './find-seat.ts';
import { tellLeft } from './join-channel.ts';
import { mayAddMembers, mayChange, mayRemoveMembers } from './policy.ts';
import { presentMember } from './present.ts';
import { activePeople, countOwners, deleteMembers, insertMembers, setRole } from './queries.ts';

type Done = Record<string, never>;

/** Seats more people. */
export async function addMembers(
  tx: Tx,
  me: Me,
  input: CommandParsed<'member:add'>,
  platform: Platform,
): Promise<Done> {
  const seat = await takeSeat(tx, platform, me, input.channelId);
  if (seat.putAwayAt) throw new AppError('put_away');
  if (!mayAddMembers(seat)) throw new AppError('not_allowed');
  const personIds = await activePeople(tx, input.personIds);
  const at = platform.clock.now();
  const added = await insertMembers(
    tx,
    personIds.map((personId) => ({
      channelId: seat.id,
      personId,
      role: 'member',
      source: 'hand',
      joinedAt: at,
    })),
  );
  if (added.length === 0) return {};
  await writeAudit(tx, platform.clock, me, {
    action: 'member:add',
    targetKind: 'channel',
    targetId: seat.id,
    detail: { personIds: added.map((member) => member.personId) },
  });
  await tellJoined(
    tx,
    platform,
    me,
    seat.id,
    added.map((member) => member.personId),
    [
      {
        scope: channelScope(seat.id),
        type: 'member:added',
        data: { channelId: seat.id, members: added.map(presentMember) },
      },
    ],
  );
  return {};
}

/** Takes a seat away; it ends on every surface at once. */
export async function removeMember(
  tx: Tx,
  me: Me,
  input: CommandParsed<'member:remove'>,
  platform: Platform,
): Promise<Done> {
  const seat = await takeSeat(tx, platform, me, input.channelId, 'change');
  if (!mayRemoveMembers(seat)) throw new AppError('not_allowed');
  if (seat.source === 'section') throw new AppError('follows_section');
  const gone = await deleteMembers(tx, seat.id, [input.personId]);
  if (gone.length === 0) throw new AppError('not_found');
  if ((await countOwners(tx, seat.id)) === 0) throw new AppError('last_owner');
  await writeAudit(tx, platform.clock, me, {
    action: 'member:remove',
    targetKind: 'channel',
    targetId: seat.id,
    detail: { personIds: gone },
  });
  await tellLeft(tx, platform, seat.id, gone);
  return {};
}

/** Makes a member an owner, a writer, or an ordinary member. */
export async function changeRole(
  tx: Tx,
  me: Me,
  input: CommandParsed<'member:role'>,
  platform: Platform,
): Promise<Done> {
  const seat = await takeSeat(tx, platform, me, input.channelId, 'change');
  if (!mayChange(seat)) throw new AppError('not_allowed');
  if (!(await setRole(tx, seat.id, input.personId, input.role))) throw new AppError('not_found');
  if ((await countOwners(tx, seat.id)) === 0) throw new AppError('last_owner');
  await writeAudit(tx, platform.clock, me, {
    action: 'member:role',
    targetKind: 'channel',
    targetId: seat.id,
    detail: { personId: input.personId, role: input.role },
  });
  const { personId, role } = input;
  await publish(tx, platform.live.deliver, platform.clock.now(), [
    { scope: channelScope(seat.id), type: 'member:changed', data: { channelId: seat.id, personId, role } },
    {
      scope: userScope(personId),
      type: 'role:changed',
      channelId: seat.id,
      data: { channelId: seat.id, role },
    },
  ]);
  return {};
}
