import type { ChannelEntry, Folder } from '@engawa/contract/channels';
import type { Me } from '../platform/me.ts';
import type { Platform } from '../platform/platform.ts';
import { presentEntry } from './present.ts';
import { foldersOf } from './folders/queries.ts';
import { entriesOf } from './queries.ts';

/** The channels in somebody's list, as far as they open in the zone, and the person's folders. */
export async function listEntries(
  platform: Platform,
  me: Me,
): Promise<{ channels: ChannelEntry[]; folders: Folder[] }> {
  const [rows, folders] = await Promise.all([
    entriesOf(platform.db, me.personId, platform.zones.opens(me.zone)),
    foldersOf(platform.db, me.personId),
  ]);
  return { channels: rows.map(presentEntry), folders };
}
