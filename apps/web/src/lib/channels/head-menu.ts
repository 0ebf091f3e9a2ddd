import IconArchive from '@tabler/icons-svelte-runes/icons/archive';
import IconBell from '@tabler/icons-svelte-runes/icons/bell';
import IconBellOff from '@tabler/icons-svelte-runes/icons/bell-off';
import IconNotes from '@tabler/icons-svelte-runes/icons/notes';
import IconLogout from '@tabler/icons-svelte-runes/icons/logout';
import IconSettings from '@tabler/icons-svelte-runes/icons/settings';
import IconStar from '@tabler/icons-svelte-runes/icons/star';
import type { ChannelEntry } from '@engawa/contract/channels';
import { t } from '#lib/text/channels.ts';
import type { MenuItem } from '#lib/ui/menu-item.ts';
import { mayLeave, type ChannelDeeds } from './channel-deeds.ts';

/** What the menu at a channel's head can do. */
export type HeadDeeds = Pick<ChannelDeeds, 'set' | 'leave'> & {
  memo: (personId: string) => void;
  change: (entry: ChannelEntry) => void;
  putAway: (entry: ChannelEntry) => void;
  bringBack: (entry: ChannelEntry) => void;
};

/** The menu at a channel's head: only what this person may do with it. */
export function headMenu(entry: ChannelEntry, deeds: HeadDeeds): MenuItem[] {
  const isOwner = entry.role === 'owner' && entry.kind !== 'direct';
  const away = Boolean(entry.putAwayAt);
  const [other, ...more] = entry.directWith;
  return [
    {
      label: entry.favourite ? t.unfavour : t.favour,
      icon: IconStar,
      onchoose: () => deeds.set(entry, { favourite: !entry.favourite }),
    },
    {
      label: entry.muted ? t.unmute : t.mute,
      icon: entry.muted ? IconBell : IconBellOff,
      onchoose: () => deeds.set(entry, { muted: !entry.muted }),
    },
    ...(other && more.length === 0
      ? [{ label: t.leaveMemo, icon: IconNotes, onchoose: () => deeds.memo(other) }]
      : []),
    ...(isOwner
      ? [
          { label: t.change, icon: IconSettings, apart: true, onchoose: () => deeds.change(entry) },
          {
            label: away ? t.bringBack : t.putAway,
            icon: IconArchive,
            onchoose: () => (away ? deeds.bringBack(entry) : deeds.putAway(entry)),
          },
        ]
      : []),
    ...(mayLeave(entry)
      ? [{ label: t.leave, icon: IconLogout, apart: true, danger: true, onchoose: () => deeds.leave(entry) }]
      : []),
  ];
}
