import IconArrowDown from '@tabler/icons-svelte-runes/icons/arrow-down';
import IconArrowUp from '@tabler/icons-svelte-runes/icons/arrow-up';
import IconBell from '@tabler/icons-svelte-runes/icons/bell';
import IconBellOff from '@tabler/icons-svelte-runes/icons/bell-off';
import IconFolder from '@tabler/icons-svelte-runes/icons/folder';
import IconLogout from '@tabler/icons-svelte-runes/icons/logout';
import IconStar from '@tabler/icons-svelte-runes/icons/star';
import type { ChannelEntry, Folder } from '@engawa/contract/channels';
import { t } from '#lib/text/channels.ts';
import type { MenuItem } from '#lib/ui/menu-item.ts';

export type MembershipChange = { muted?: boolean; favourite?: boolean; folderId?: string | null };

/** What may be done from the list. */
export type ChannelDeeds = {
  create(): void;
  browse(): void;
  writeTo(): void;
  folder(id: string | undefined): void;
  removeFolder(id: string): void;
  set(entry: ChannelEntry, change: MembershipChange): void;
  leave(entry: ChannelEntry): void;
};

/** A section's channel follows the organisation, and a direct one has no way out. */
export const mayLeave = ({ kind, source }: Pick<ChannelEntry, 'kind' | 'source'>): boolean =>
  kind !== 'direct' && source !== 'section';

/** The menu of one row of the list. */
export function rowMenu(
  entry: ChannelEntry,
  folders: readonly Folder[],
  deeds: ChannelDeeds,
  move: (step: 1 | -1) => void,
): MenuItem[] {
  const { favourite, muted, folderId } = entry;
  return [
    {
      label: favourite ? t.unfavour : t.favour,
      icon: IconStar,
      onchoose: () => deeds.set(entry, { favourite: !favourite }),
    },
    {
      label: muted ? t.unmute : t.mute,
      icon: muted ? IconBell : IconBellOff,
      onchoose: () => deeds.set(entry, { muted: !muted }),
    },
    ...folders
      .filter(({ id }) => id !== folderId)
      .map(({ id, name }) => ({
        label: t.toFolder(name),
        icon: IconFolder,
        onchoose: () => deeds.set(entry, { folderId: id, favourite: false }),
      })),
    ...(folderId
      ? [{ label: t.outOfFolder, icon: IconFolder, onchoose: () => deeds.set(entry, { folderId: null }) }]
      : []),
    { label: t.up, icon: IconArrowUp, keys: 'Ctrl Shift ↑', apart: true, onchoose: () => move(-1) },
    { label: t.down, icon: IconArrowDown, keys: 'Ctrl Shift ↓', onchoose: () => move(1) },
    ...(mayLeave(entry)
      ? [{ label: t.leave, icon: IconLogout, apart: true, danger: true, onchoose: () => deeds.leave(entry) }]
      : []),
  ];
}
