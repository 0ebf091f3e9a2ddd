import IconAddressBook from '@tabler/icons-svelte-runes/icons/address-book';
import IconMapPin from '@tabler/icons-svelte-runes/icons/map-pin';
import IconMessages from '@tabler/icons-svelte-runes/icons/messages';
import IconNotes from '@tabler/icons-svelte-runes/icons/notes';
import IconSettings from '@tabler/icons-svelte-runes/icons/settings';
import IconShield from '@tabler/icons-svelte-runes/icons/shield-cog';
import { t } from '#lib/text/shell.ts';
import type { Glyph } from '#lib/ui/glyph.ts';

/** A door of the rail. Only rooms that exist have one. */
export type RailItem = { href: string; label: string; icon: Glyph; isLast?: boolean };

const rooms: RailItem[] = [
  { href: '/channels', label: t.chat, icon: IconMessages },
  { href: '/people', label: t.people, icon: IconAddressBook },
  { href: '/board', label: t.board, icon: IconMapPin },
];

const memos: RailItem = { href: '/memos', label: t.memos, icon: IconNotes };
const settings: RailItem = { href: '/settings', label: t.settings, icon: IconSettings, isLast: true };
const administration: RailItem = { href: '/admin', label: t.admin, icon: IconShield };

/** The rooms that everybody works in: all that やさしい表示 and the bar of a phone show. */
export function railRooms(): readonly RailItem[] {
  return rooms;
}

/** What stands behind その他 on a phone, and behind one's own picture everywhere. */
export function otherItems(mayAdminister: boolean): RailItem[] {
  return mayAdminister ? [memos, administration, settings] : [memos, settings];
}

/** The doors of the rail for this person. */
export function railItems(mayAdminister: boolean): RailItem[] {
  return [...rooms, ...otherItems(mayAdminister)];
}
