import IconAddressBook from '@tabler/icons-svelte-runes/icons/address-book';
import IconMessages from '@tabler/icons-svelte-runes/icons/messages';
import IconSettings from '@tabler/icons-svelte-runes/icons/settings';
import IconShield from '@tabler/icons-svelte-runes/icons/shield-cog';
import { t } from '#lib/text/shell.ts';
import type { Glyph } from '#lib/ui/glyph.ts';

/** A door of the rail. Only rooms that exist have one. */
export type RailItem = { href: string; label: string; icon: Glyph; isLast?: boolean };

/** The doors of the rail for this person. */
export function railItems(mayAdminister: boolean): RailItem[] {
  const items: RailItem[] = [
    { href: '/channels', label: t.chat, icon: IconMessages },
    { href: '/people', label: t.people, icon: IconAddressBook },
  ];
  if (mayAdminister) items.push({ href: '/admin', label: t.admin, icon: IconShield });
  return [...items, { href: '/settings', label: t.settings, icon: IconSettings, isLast: true }];
}
