import type { CommandParsed } from '@engawa/contract/socket';
import { channelScope, userScope } from '@engawa/contract/scopes';
import type { ChannelEntry } from '@engawa/contract/channels';
import { newId } from '@engawa/db/id';
import type { Tx } from '@engawa/db/transact';
import { writeAudit } from '../platform/audit.ts';
import { AppError } from '../platform/errors.ts';
import type { NewEvent } from '../platform/live/publish.ts';
import { publish } from '../platform/live/publish.ts';
import type { Me } from '../platform/me.ts';
import type { Platform } from '../platform/platform.ts';
import { presentEntry } from './present.ts';
import { activePeople, entriesOf, insertChannels, insertMembers, isNameTaken } from './queries.ts';

/** Makes a channel; whoever makes it owns it. */
export async function createChannel(
  tx: Tx,
  me: Me,
  input: CommandParsed<'channel:create'>,
  platform: Platform,
): Promise<ChannelEntry> {
  if (!platform.zones.may(me.zone, input.label, 'open'))
    throw new AppError('invalid_input', { detail: { field: 'label' } });
  if (await isNameTaken(tx, input.name, null)) throw new AppError('name_taken');
  const id = newId();
  const at = platform.clock.now();
  const { kind, name, purpose, label } = input;
  await insertChannels(tx, [
    {
      id,
      kind,
      source: 'hand',
      sectionId: null,
      name,
      purpose,
      label,
      putAwayAt: null,
      createdBy: me.personId,
      createdAt: at,
    },
  ]);
  const others = (await activePeople(tx, input.personIds)).filter((personId) => personId !== me.personId);
  const seat = { channelId: id, source: 'hand', joinedAt: at };
  await insertMembers(tx, [
    { ...seat, personId: me.personId, role: 'owner' },
    ...others.map((personId) => ({ ...seat, personId, role: 'member' })),
  ]);
  await writeAudit(tx, platform.clock, me, {
    action: 'channel:create',
    targetKind: 'channel',
    targetId: id,
    detail: { kind, label },
  });
  return tellJoined(tx, platform, me, id, [me.personId, ...others]);
}

/** Tells each newcomer of the channel in their own list; answers how it stands for `me`. */
export async function tellJoined(
  tx: Tx,
  platform: Platform,
  me: Pick<Me, 'personId'>,
  channelId: string,
  personIds: string[],
  more: NewEvent[] = [],
): Promise<ChannelEntry> {
  const labels = platform.zones.table.labels.map((label) => label.code);
  const entries = new Map<string, ChannelEntry>();
  for (const personId of new Set([...personIds, me.personId])) {
    const [row] = await entriesOf(tx, personId, labels, [channelId]);
    if (row) entries.set(personId, presentEntry(row));
  }
  const seqs = await publish(tx, platform.live.deliver, platform.clock.now(), [
    ...more,
    ...personIds.flatMap((personId): NewEvent[] => {
      const entry = entries.get(personId);
      if (!entry) return [];
      return [
        {
          scope: userScope(personId),
          type: 'channel:joined',
          channelId,
          data: (seqOf) => ({ ...entry, seq: seqOf(channelScope(channelId)) || entry.seq }),
        },
      ];
    }),
  ]);
  const mine = entries.get(me.personId);
  if (!mine) throw new AppError('not_found');
  return { ...mine, seq: seqs(channelScope(channelId)) || mine.seq };
}
