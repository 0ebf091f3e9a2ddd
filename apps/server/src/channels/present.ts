import type { Channel, ChannelEntry, Member } from '@engawa/contract/channels';
import type { ChannelRow, EntryRow } from './queries.ts';

/** The columns are held to these values by checks of the database. */
export function presentChannel(row: ChannelRow): Channel {
  return {
    id: row.id,
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- checks of the database hold the columns to these values
    kind: row.kind as Channel['kind'],
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- checks of the database hold the columns to these values
    source: row.source as Channel['source'],
    sectionId: row.sectionId,
    name: row.name,
    purpose: row.purpose,
    label: row.label,
    putAwayAt: row.putAwayAt?.toISOString() ?? null,
  };
}

export function presentEntry(row: EntryRow): ChannelEntry {
  return {
    ...presentChannel(row),
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- checks of the database hold the columns to these values
    role: row.role as ChannelEntry['role'],
    memberCount: row.memberCount,
    directWith: row.directWith,
    headNo: row.headNo,
    seq: row.seq,
    readNo: row.readNo,
    unreadFrom: row.unreadFrom,
    forYou: row.forYou,
    lastAt: row.lastAt?.toISOString() ?? null,
    muted: row.muted,
    favourite: row.favourite,
    folderId: row.folderId,
    orderNo: row.orderNo,
  };
}

export function presentMember(row: {
  personId: string;
  role: string;
  source: string;
  joinedAt: Date;
}): Member {
  return {
    personId: row.personId,
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- checks of the database hold the columns to these values
    role: row.role as Member['role'],
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- checks of the database hold the columns to these values
    source: row.source as Member['source'],
    joinedAt: row.joinedAt.toISOString(),
  };
}
