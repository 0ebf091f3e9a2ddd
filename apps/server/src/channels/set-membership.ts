import type { CommandParsed } from '@engawa/contract/socket';
import { userScope } from '@engawa/contract/scopes';
import type { Tx } from '@engawa/db/transact';
import { AppError } from '../platform/errors.ts';
import { publish } from '../platform/live/publish.ts';
import type { Me } from '../platform/me.ts';
import type { Platform } from '../platform/platform.ts';
import { takeSeat } from './find-seat.ts';
import { foldersOf } from './folders/queries.ts';
import { setMembership as writeMembership } from './queries.ts';

type Done = Record<string, never>;

/** Mute, favourite, folder and place in one's own list. */
export async function setMembership(
  tx: Tx,
  me: Me,
  input: CommandParsed<'membership:set'>,
  platform: Platform,
): Promise<Done> {
  const { clientId: _, channelId, ...change } = input;
  await takeSeat(tx, platform, me, channelId);
  if (
    change.folderId &&
    !(await foldersOf(tx, me.personId)).some((folder) => folder.id === change.folderId)
  ) {
    throw new AppError('not_found');
  }
  if (Object.values(change).every((value) => value === undefined)) return {};
  const set = await writeMembership(tx, channelId, me.personId, change);
  if (!set) throw new AppError('not_found');
  await publish(tx, platform.live.deliver, platform.clock.now(), [
    { scope: userScope(me.personId), type: 'membership:changed', channelId, data: set },
  ]);
  return {};
}
