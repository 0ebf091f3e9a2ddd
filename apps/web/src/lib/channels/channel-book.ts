import type { ChannelEntry, Folder } from '@engawa/contract/channels';
import type { Told } from '#lib/live/told.ts';

/** The channels of one person: a snapshot plus every later event gives what a fresh snapshot would. */
export type ChannelBook = { entries: ReadonlyMap<string, ChannelEntry>; folders: readonly Folder[] };

const mostForYou = 100;

/** Applies an event; the book comes back as it is where the event is none of its business. */
export function turnPage(book: ChannelBook, event: Told, me: string): ChannelBook {
  switch (event.type) {
    case 'channel:joined':
      return withEntry(book, event.data);
    case 'channel:left':
      return without(book, event.data.channelId);
    case 'folders:changed':
      return withFolders(book, event.data.folders);
    case 'role:changed':
    case 'membership:changed':
      return changed(book, event.data.channelId, () => event.data);
    case 'read:moved':
      return changed(book, event.data.channelId, (entry) => read(entry, event.data));
    default:
      return inChannel(book, event, me);
  }
}

/** A folder that is gone lets its channels fall back into the list. */
function withFolders(book: ChannelBook, folders: readonly Folder[]): ChannelBook {
  const kept = new Set(folders.map(({ id }) => id));
  const entries = [...book.entries].map(([id, entry]): [string, ChannelEntry] =>
    entry.folderId === null || kept.has(entry.folderId) ? [id, entry] : [id, { ...entry, folderId: null }],
  );
  return { entries: new Map(entries), folders };
}

/** What happens in a channel for everybody; its seq moves with each event. */
function inChannel(book: ChannelBook, event: Told, me: string): ChannelBook {
  if (!event.scope.startsWith('channel:')) return book;
  return changed(book, event.scope.slice('channel:'.length), (entry) => ({
    ...ofEvent(entry, event, me),
    seq: event.seq,
  }));
}

function ofEvent(entry: ChannelEntry, event: Told, me: string): Partial<ChannelEntry> {
  switch (event.type) {
    case 'channel:changed':
      return event.data;
    case 'member:added':
      return { memberCount: entry.memberCount + event.data.members.length };
    case 'member:removed':
      return { memberCount: entry.memberCount - event.data.personIds.length };
    case 'message:sent':
      return sent(entry, event.data, me);
    case 'message:hidden':
    case 'message:redacted':
      return { forYou: entry.forYou.filter((no) => no !== event.data.no) };
    case 'message:edited':
      return edited(entry, event.data, me);
    default:
      return {};
  }
}

type Addressed = { no: number; mentioned: string[]; mentionAll: boolean };

const isForMe = (entry: ChannelEntry, { mentioned, mentionAll }: Addressed, me: string): boolean =>
  entry.kind === 'direct' || mentionAll || mentioned.includes(me);

function sent(
  entry: ChannelEntry,
  message: Addressed & { authorId: string; createdAt: string },
  me: string,
): Partial<ChannelEntry> {
  const news = { headNo: message.no, lastAt: message.createdAt };
  if (message.authorId === me) return { ...news, readNo: message.no, forYou: [], unreadFrom: null };
  return isForMe(entry, message, me) ? { ...news, forYou: plus(entry.forYou, message.no) } : news;
}

/** An edit may address somebody anew, or nobody any more. */
function edited(entry: ChannelEntry, message: Addressed, me: string): Partial<ChannelEntry> {
  const others = entry.forYou.filter((no) => no !== message.no);
  if (message.no < firstUnread(entry) || !isForMe(entry, message, me)) return { forYou: others };
  return { forYou: plus(others, message.no) };
}

const plus = (numbers: number[], no: number): number[] =>
  [...numbers, no].sort((a, b) => a - b).slice(0, mostForYou);

function read(
  entry: ChannelEntry,
  mark: { readNo: number; unreadFrom: number | null; forYou: number[] | null },
): Partial<ChannelEntry> {
  const next = { ...entry, readNo: mark.readNo, unreadFrom: mark.unreadFrom };
  const from = firstUnread(next);
  return { ...next, forYou: mark.forYou ?? entry.forYou.filter((no) => no >= from) };
}

function changed(
  book: ChannelBook,
  channelId: string,
  change: (entry: ChannelEntry) => Partial<ChannelEntry>,
): ChannelBook {
  const entry = book.entries.get(channelId);
  if (!entry) return book;
  const { channelId: _, ...rest }: Partial<ChannelEntry> & { channelId?: string } = change(entry);
  return withEntry(book, { ...entry, ...rest });
}

function withEntry(book: ChannelBook, entry: ChannelEntry): ChannelBook {
  return { ...book, entries: new Map(book.entries).set(entry.id, entry) };
}

function without(book: ChannelBook, channelId: string): ChannelBook {
  const entries = new Map(book.entries);
  entries.delete(channelId);
  return { ...book, entries };
}

/** The number of the first message that counts as unread. */
export const firstUnread = ({ readNo, unreadFrom }: Pick<ChannelEntry, 'readNo' | 'unreadFrom'>): number =>
  unreadFrom ?? readNo + 1;

/** How many messages are unread. */
export const unreadOf = (entry: Pick<ChannelEntry, 'headNo' | 'readNo' | 'unreadFrom'>): number =>
  Math.max(0, entry.headNo - firstUnread(entry) + 1);
