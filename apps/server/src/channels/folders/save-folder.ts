import type { CommandParsed } from '@engawa/contract/socket';
import type { Folder } from '@engawa/contract/channels';
import { mostFolders } from '@engawa/contract/limits';
import { userScope } from '@engawa/contract/scopes';
import { newId } from '@engawa/db/id';
import type { Tx } from '@engawa/db/transact';
import { AppError } from '../../platform/errors.ts';
import { publish } from '../../platform/live/publish.ts';
import type { Me } from '../../platform/me.ts';
import type { Platform } from '../../platform/platform.ts';
import { deleteFolder, foldersOf, lockFolders, saveFolder as writeFolder } from './queries.ts';

type Done = Record<string, never>;

export async function saveFolder(
  tx: Tx,
  me: Me,
  input: CommandParsed<'folder:save'>,
  platform: Platform,
): Promise<Folder> {
  const { id, name, orderNo } = input;
  if (!id) await mustHaveRoom(tx, me);
  const folder = await writeFolder(tx, { id: id ?? newId(), personId: me.personId, name, orderNo });
  if (!folder) throw new AppError('not_found');
  await tellFolders(tx, me, platform);
  return folder;
}

/** The list is sent whole at every change; two that are made at once count one after the other. */
async function mustHaveRoom(tx: Tx, me: Me): Promise<void> {
  await lockFolders(tx, me.personId);
  if ((await foldersOf(tx, me.personId)).length >= mostFolders) throw new AppError('too_many_folders');
}

/** Removes a folder; its channels fall back into the list. */
export async function removeFolder(
  tx: Tx,
  me: Me,
  input: CommandParsed<'folder:remove'>,
  platform: Platform,
): Promise<Done> {
  if (!(await deleteFolder(tx, me.personId, input.id))) throw new AppError('not_found');
  await tellFolders(tx, me, platform);
  return {};
}

async function tellFolders(tx: Tx, me: Me, platform: Platform): Promise<void> {
  const folders = await foldersOf(tx, me.personId);
  await publish(tx, platform.live.deliver, platform.clock.now(), [
    { scope: userScope(me.personId), type: 'folders:changed', data: { folders } },
  ]);
}
