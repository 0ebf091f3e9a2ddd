import { createHash } from 'node:crypto';
import { newId } from '@engawa/db/id';
import type { Tx } from '@engawa/db/transact';
import type { Town } from '@engawa/sample-town/town';
import { directKey } from '../channels/policy.ts';
import {
  addWord,
  channelsBySection,
  describeChannel,
  insertChannel,
  insertMessages,
  insertStamps,
  peopleByStaffNo,
  sectionsByPath,
  settleHeads,
  type FilledMessage,
} from './queries.ts';

/** The talk of the last working hours is still unread, so that there is something to read. */
const unreadMs = 3 * 3_600_000;

/** Writes the town's channels and its months of talk; sections and people stand already. */
export async function writeConversations(tx: Tx, town: Town, now: Date): Promise<void> {
  const people = await peopleByStaffNo(tx);
  const sections = await sectionsByPath(tx);
  const idsOf = (staffNos: readonly string[]) => staffNos.flatMap((staffNo) => people.get(staffNo) ?? []);
  const channelIds = await writeChannels(tx, town, sections, idsOf);

  const members = new Map(town.channels.map((channel) => [channel.key, new Set(idsOf(channel.members))]));
  const belongsTo = new Map(
    town.channels.flatMap((c) => (c.sectionPath ? [[c.sectionPath, idsOf(c.members)] as const] : [])),
  );
  const heads = new Map<string, number>();
  const ids = town.messages.map((message) => newId(Date.parse(message.at)));
  const filled = town.messages.flatMap((message, index): FilledMessage[] => {
    const channelId = channelIds.get(message.channelKey);
    const authorId = people.get(message.authorStaffNo);
    const id = ids[index];
    if (!channelId || !authorId || !id || Date.parse(message.at) > now.getTime()) return [];
    const no = (heads.get(channelId) ?? 0) + 1;
    heads.set(channelId, no);
    const mentioned = new Set<string>();
    const body = message.body
      .replace(/<@&([^>]+)>/g, (_token, path: string) => {
        for (const personId of belongsTo.get(path) ?? []) mentioned.add(personId);
        const sectionId = sections.get(path);
        return sectionId ? `<@s:${sectionId}>` : path;
      })
      .replace(/<@(\w+)>/g, (token, staffNo: string) => {
        const personId = people.get(staffNo);
        if (!personId) return token;
        mentioned.add(personId);
        return `<@p:${personId}>`;
      });
    const inChannel = members.get(message.channelKey);
    return [
      {
        id,
        channelId,
        no,
        authorId,
        clientId: newId(),
        bodyHash: createHash('sha256').update(`${channelId}\n\n${body}`).digest('hex'),
        body,
        quoteId: message.quoteOf === undefined ? null : (ids[message.quoteOf] ?? null),
        mentioned: [...mentioned].filter((personId) => inChannel?.has(personId)),
        mentionAll: body.includes('<@all>'),
        createdAt: message.at,
        editedAt: message.editedAt ?? null,
      },
    ];
  });
  await insertMessages(tx, filled);

  const words = new Set(town.messages.flatMap((message) => message.stamps?.map((stamp) => stamp.word) ?? []));
  let order = 10;
  for (const word of words) await addWord(tx, newId(), word, (order += 1));
  await insertStamps(
    tx,
    town.messages.flatMap((message, index) =>
      (Date.parse(message.at) > now.getTime() ? [] : (message.stamps ?? [])).flatMap(({ word, staffNos }) =>
        idsOf(staffNos).map((personId) => ({ messageId: ids[index] ?? '', word, personId, at: message.at })),
      ),
    ),
  );
  const newest = filled.at(-1)?.createdAt;
  await settleHeads(tx, new Date((newest ? Date.parse(newest) : now.getTime()) - unreadMs));
}

async function writeChannels(
  tx: Tx,
  town: Town,
  sections: Map<string, string>,
  idsOf: (staffNos: readonly string[]) => string[],
): Promise<Map<string, string>> {
  const bySection = await channelsBySection(tx);
  const first = town.messages[0]?.at;
  const createdAt = first ? new Date(first) : new Date(0);
  const channelIds = new Map<string, string>();
  for (const channel of town.channels) {
    const owners = new Set(idsOf(channel.owners));
    const sectionId = channel.sectionPath && sections.get(channel.sectionPath);
    const known = sectionId ? bySection.get(sectionId) : undefined;
    if (known) {
      channelIds.set(channel.key, known);
      await describeChannel(tx, known, channel.purpose, channel.label, [...owners]);
      continue;
    }
    const id = newId();
    channelIds.set(channel.key, id);
    const memberIds = [...new Set([...owners, ...idsOf(channel.members)])];
    const isDirect = channel.kind === 'direct';
    await insertChannel(
      tx,
      {
        id,
        kind: channel.kind,
        name: isDirect ? '' : channel.name,
        purpose: channel.purpose,
        label: channel.label,
        directKey: isDirect ? directKey(memberIds) : null,
        createdAt,
      },
      memberIds.map((personId) => ({
        personId,
        role: owners.has(personId) && !isDirect ? 'owner' : 'member',
      })),
    );
  }
  return channelIds;
}
