import IconHash from '@tabler/icons-svelte-runes/icons/hash';
import IconLock from '@tabler/icons-svelte-runes/icons/lock';
import IconPresentation from '@tabler/icons-svelte-runes/icons/presentation-analytics';
import IconSpeakerphone from '@tabler/icons-svelte-runes/icons/speakerphone';
import IconUsers from '@tabler/icons-svelte-runes/icons/users';
import type { ChannelKind } from '@engawa/contract/channels';
import type { Glyph } from '#lib/ui/glyph.ts';

/** The shape that stands for a kind of channel. */
export const channelIcon: Record<ChannelKind, Glyph> = {
  public: IconHash,
  private: IconLock,
  announcement: IconSpeakerphone,
  direct: IconUsers,
  meeting: IconPresentation,
};
