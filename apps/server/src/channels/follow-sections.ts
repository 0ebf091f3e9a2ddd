import { orgScope, channelScope, userScope } from '@engawa/contract/scopes';
import type { ChannelEntry } from '@engawa/contract/channels';
import { newId } from '@engawa/db/id';
import { transact, type Tx } from '@engawa/db/transact';
import { businessDay } from '../platform/clock.ts';
import { publish, type NewEvent } from '../platform/live/publish.ts';
import type { Platform } from '../platform/platform.ts';
import { presentChannel, presentEntry, presentMember } from './present.ts';
import {
  deleteMembers,
  entriesOf,
  insertChannels,
  insertMembers,
  lockSectionChannels,
  sectionChannels,
  sectionSeats,
  updateChannel,
  type NewChannel,
  type NewMember,
} from './queries.ts';

/** Past this many seats a change is told as one event of the organisation, and pages read again. */
const mostTold = 200;

const sectionLabel = '2';

/**
 * Brings every section's channel in line with the organisation: one channel a section, its members
 * everyone who holds a post in it or below it today. The channel of a section that has ended is put away:
 * whoever was in it last goes on reading it, until the section comes back. Running it twice changes nothing.
 */
export async function followSections(
  platform: Platform,
): Promise<{ channels: number; joined: number; left: number }> {
  return transact(platform.db, async (tx) => {
    await lockSectionChannels(tx);
    const at = platform.clock.now();
    const wanted = await sectionSeats(tx, businessDay(at));
    const known = new Map((await sectionChannels(tx)).map((channel) => [channel.sectionId, channel]));

    const made = wanted
      .filter((section) => !known.has(section.sectionId))
      .map((section): NewChannel => ({
        id: newId(),
        kind: 'private',
        source: 'section',
        sectionId: section.sectionId,
        name: section.name,
        purpose: '',
        label: sectionLabel,
        putAwayAt: null,
        createdBy: null,
        createdAt: at,
      }));
    await insertChannels(tx, made);
    const channelOf = new Map(made.map((channel) => [channel.sectionId, channel.id]));

    const events: NewEvent[] = [];
    const seats: NewMember[] = [];
    const gone: { channelId: string; personIds: string[] }[] = [];
    const standing = new Set<string | null>(wanted.map(({ sectionId }) => sectionId));
    const change = async (channelId: string, to: Parameters<typeof updateChannel>[2]) => {
      const changed = presentChannel(await updateChannel(tx, channelId, to));
      events.push({ scope: channelScope(channelId), type: 'channel:changed', data: changed });
    };
    for (const { id, sectionId, putAwayAt } of known.values()) {
      if (!standing.has(sectionId) && putAwayAt === null) await change(id, { putAwayAt: at });
    }
    for (const section of wanted) {
      const channel = known.get(section.sectionId);
      const channelId = channel?.id ?? channelOf.get(section.sectionId);
      if (!channelId) continue;
      const have = new Set(channel?.personIds);
      const should = new Set(section.personIds);
      for (const personId of should.difference(have)) {
        seats.push({ channelId, personId, role: 'member', source: 'section', joinedAt: at });
      }
      // The channel before its seats, as everybody else locks them.
      if (channel && (channel.name !== section.name || channel.putAwayAt !== null))
        await change(channelId, { name: section.name, putAwayAt: null });
      const personIds = [...have.difference(should)];
      if (personIds.length > 0)
        gone.push({ channelId, personIds: await deleteMembers(tx, channelId, personIds) });
    }
    const joined = await insertMembers(tx, seats);
    const leftCount = gone.reduce((sum, { personIds }) => sum + personIds.length, 0);
    if (joined.length + leftCount > mostTold) {
      // Who left is told in each channel all the same: that is what takes them out before the next message.
      for (const { channelId, personIds } of gone) {
        events.push({
          scope: channelScope(channelId),
          type: 'member:removed',
          data: { channelId, personIds },
        });
      }
      events.push({ scope: orgScope, type: 'memberships:changed', data: {} });
    } else {
      events.push(...(await eachTold(tx, platform, joined, gone)));
    }
    await publish(tx, platform.live.deliver, at, events);
    return { channels: made.length, joined: joined.length, left: leftCount };
  });
}

async function eachTold(
  tx: Tx,
  platform: Platform,
  joined: NewMember[],
  gone: { channelId: string; personIds: string[] }[],
): Promise<NewEvent[]> {
  const events: NewEvent[] = gone.flatMap(({ channelId, personIds }): NewEvent[] => [
    { scope: channelScope(channelId), type: 'member:removed', data: { channelId, personIds } },
    ...personIds.map((personId): NewEvent => ({
      scope: userScope(personId),
      type: 'channel:left',
      data: { channelId },
    })),
  ]);
  const labels = platform.zones.table.labels.map((label) => label.code);
  for (const [channelId, members] of Map.groupBy(joined, (member) => member.channelId)) {
    events.push({
      scope: channelScope(channelId),
      type: 'member:added',
      data: { channelId, members: members.map(presentMember) },
    });
    for (const { personId } of members) {
      const [row] = await entriesOf(tx, personId, labels, [channelId]);
      if (!row) continue;
      const entry = presentEntry(row);
      events.push({
        scope: userScope(personId),
        type: 'channel:joined',
        channelId,
        data: (seqOf): ChannelEntry => ({ ...entry, seq: seqOf(channelScope(channelId)) || entry.seq }),
      });
    }
  }
  return events;
}
