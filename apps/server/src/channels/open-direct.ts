import type { CommandParsed } from '@engawa/contract/socket';
import type { ChannelEntry } from '@engawa/contract/channels';
import { newId } from '@engawa/db/id';
import type { Tx } from '@engawa/db/transact';
import { AppError } from '../platform/errors.ts';
import type { Me } from '../platform/me.ts';
import type { Platform } from '../platform/platform.ts';
import { tellJoined } from './create-channel.ts';
import { directKey } from './policy.ts';
import { presentEntry } from './present.ts';
import {
  activePeople,
  channelByDirectKey,
  entriesOf,
  insertChannels,
  insertMembers,
  lockDirect,
} from './queries.ts';

/** The label of talk between people: opens inside the hall, and over the internet without download. */
const directLabel = '2';

/** Opens the one direct channel of these people, making it the first time. */
export async function openDirect(
  tx: Tx,
  me: Me,
  input: CommandParsed<'direct:open'>,
  platform: Platform,
): Promise<ChannelEntry> {
  const wanted = [...new Set([me.personId, ...input.personIds])];
  const others = wanted.filter((id) => id !== me.personId);
  const active = await activePeople(tx, others);
  if (active.length < others.length) throw new AppError('not_found');
  if (!platform.zones.may(me.zone, directLabel, 'open')) throw new AppError('not_found');
  const key = directKey(wanted);
  await lockDirect(tx, key);
  const known = await channelByDirectKey(tx, key);
  if (known) {
    const [row] = await entriesOf(tx, me.personId, platform.zones.opens(me.zone), [known.id]);
    if (!row) throw new AppError('not_found');
    return presentEntry(row);
  }
  const id = newId();
  const at = platform.clock.now();
  const shape = {
    kind: 'direct',
    source: 'hand',
    sectionId: null,
    name: '',
    purpose: '',
    label: directLabel,
    putAwayAt: null,
  };
  await insertChannels(tx, [{ id, ...shape, directKey: key, createdBy: me.personId, createdAt: at }]);
  await insertMembers(
    tx,
    wanted.map((personId) => ({ channelId: id, personId, role: 'member', source: 'hand', joinedAt: at })),
  );
  return tellJoined(tx, platform, me, id, wanted);
}
