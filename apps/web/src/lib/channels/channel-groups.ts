import type { ChannelEntry, Folder } from '@engawa/contract/channels';

export type ChannelGroup = {
  key: string;
  kind: 'favourites' | 'folder' | 'sections' | 'channels' | 'direct';
  /** The person's own name of a folder, '' for the rest. */
  name: string;
  entries: readonly ChannelEntry[];
};

const byName = new Intl.Collator('ja', { numeric: true });

/** Rows put in order by hand come first; the rest follow by name, so that no row moves by itself. */
export function inOrder(
  entries: readonly ChannelEntry[],
  nameOf: (entry: ChannelEntry) => string,
): ChannelEntry[] {
  return [...entries].sort(
    (a, b) =>
      (a.orderNo ?? Number.POSITIVE_INFINITY) - (b.orderNo ?? Number.POSITIVE_INFINITY) ||
      byName.compare(nameOf(a), nameOf(b)) ||
      (a.id < b.id ? -1 : 1),
  );
}

/** Talk that nobody has begun: opening a person's card is no news for that person. */
export const isUnbegun = ({ kind, headNo, favourite, folderId }: ChannelEntry): boolean =>
  kind === 'direct' && headNo === 0 && !favourite && folderId === null;

/** The list as it stands on the screen: what is used often, own folders, sections, the rest, people. */
export function groupsOf(
  entries: Iterable<ChannelEntry>,
  folders: readonly Folder[],
  nameOf: (entry: ChannelEntry) => string,
  /** Whether talk is shown though nobody has begun it: it is open here, or something is being written. */
  alsoShown: (id: string) => boolean,
): ChannelGroup[] {
  const open = [...entries].filter(
    (entry) => !entry.putAwayAt && entry.kind !== 'meeting' && (!isUnbegun(entry) || alsoShown(entry.id)),
  );
  const known = new Set(folders.map(({ id }) => id));
  const folderOf = (entry: ChannelEntry) =>
    entry.folderId && known.has(entry.folderId) ? entry.folderId : undefined;
  const rest = open.filter((entry) => !entry.favourite && !folderOf(entry));
  const groups: ChannelGroup[] = [
    group(
      'favourites',
      open.filter(({ favourite }) => favourite),
    ),
    ...[...folders]
      .sort((a, b) => a.orderNo - b.orderNo)
      .map(({ id, name }): ChannelGroup => {
        const inside = open.filter((entry) => !entry.favourite && folderOf(entry) === id);
        return { key: id, kind: 'folder', name, entries: inOrder(inside, nameOf) };
      }),
    group(
      'sections',
      rest.filter(({ source }) => source === 'section'),
    ),
    group(
      'channels',
      rest.filter(({ source, kind }) => source === 'hand' && kind !== 'direct'),
    ),
    group(
      'direct',
      rest.filter(({ kind }) => kind === 'direct'),
    ),
  ];
  return groups.filter(({ kind, entries }) => kind === 'folder' || entries.length > 0);

  function group(kind: Exclude<ChannelGroup['kind'], 'folder'>, inside: ChannelEntry[]): ChannelGroup {
    return { key: kind, kind, name: '', entries: inOrder(inside, nameOf) };
  }
}

/** The order numbers after a row was put before another one (or last), for the rows that must change. */
export function moved(
  rows: readonly ChannelEntry[],
  id: string,
  before: string | undefined,
): { id: string; orderNo: number }[] {
  const row = rows.find((row) => row.id === id);
  if (!row || before === id) return [];
  const others = rows.filter((row) => row.id !== id);
  const at = before === undefined ? others.length : others.findIndex((row) => row.id === before);
  const order = [...others.slice(0, at), row, ...others.slice(at)];
  return order.flatMap((row, orderNo) => (row.orderNo === orderNo ? [] : [{ id: row.id, orderNo }]));
}
