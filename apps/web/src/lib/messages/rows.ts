import type { Message } from '@engawa/contract/messages';
import { tokyoDay } from '@engawa/text/wareki';
import type { UnsentRow } from '#lib/live/outbox.svelte.ts';

/** A line of the timeline. `grouped`: same author within five minutes, so it has no head of its own. */
export type Row =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'unread'; key: string; count: number }
  | { kind: 'message'; key: string; message: Message; grouped: boolean }
  | { kind: 'unsent'; key: string; unsent: UnsentRow; grouped: boolean }
  | { kind: 'newer'; key: string };

export type Stretch = {
  /** In the order of `no`, without holes. */
  messages: readonly Message[];
  /** Written here and acknowledged, but not yet heard as an event; shown last. */
  acknowledged: readonly Message[];
  unsent: readonly UnsentRow[];
  me: string;
  hasOlder: boolean;
  /** Numbers that stood first when their page was read: they keep their head, so that no row changes its height. */
  heads: ReadonlySet<number>;
  hasNewer: boolean;
  /** Where the line ここから未読 stands, and how many it announces. */
  unread: { from: number; count: number } | undefined;
};

const together = 5 * 60_000;

/** A client id is unique for its author only. */
export const keyOf = (authorId: string, clientId: string): string => `${authorId} ${clientId}`;

/** Lays the messages out as lines: days, the unread line, groups, and what has not left yet. */
export function rowsOf({
  messages,
  acknowledged,
  unsent,
  me,
  hasOlder,
  heads,
  hasNewer,
  unread,
}: Stretch): Row[] {
  const rows: Row[] = [];
  let before: { authorId: string; at: number; day: string } | undefined;
  // Whether a day begins with the first row is not known before the rows above it are read.
  const first = hasOlder ? messages[0] : undefined;
  if (first) before = { authorId: '', at: 0, day: tokyoDay(new Date(first.createdAt)) };
  const line = (authorId: string, createdAt: string): boolean => {
    const at = Date.parse(createdAt);
    const day = tokyoDay(new Date(at));
    const sameDay = before?.day === day;
    if (!sameDay) rows.push({ kind: 'day', key: `day ${day}`, at: createdAt });
    const grouped = sameDay && before?.authorId === authorId && at - before.at < together;
    before = { authorId, at, day };
    return grouped;
  };
  const put = (message: Message): void => {
    const isFirstUnread = unread?.from === message.no;
    if (isFirstUnread) rows.push({ kind: 'unread', key: 'unread', count: unread.count });
    const grouped = line(message.authorId, message.createdAt) && !isFirstUnread && !heads.has(message.no);
    rows.push({ kind: 'message', key: keyOf(message.authorId, message.clientId), message, grouped });
  };

  for (const message of messages) put(message);
  if (hasNewer) rows.push({ kind: 'newer', key: 'newer' });
  for (const message of acknowledged) put(message);
  for (const row of unsent) {
    const grouped = line(me, row.at);
    rows.push({ kind: 'unsent', key: keyOf(me, row.clientId), unsent: row, grouped });
  }
  return rows;
}
