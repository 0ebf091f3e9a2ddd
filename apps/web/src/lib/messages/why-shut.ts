import type { ChannelEntry } from '@engawa/contract/channels';

type Words = { isClosedSection: string; isPutAway: string; onlyWriters: string };

/** Why nobody, or not this reader, can write in a channel. */
export function whyShut({ putAwayAt, source }: Pick<ChannelEntry, 'putAwayAt' | 'source'>, t: Words): string {
  if (!putAwayAt) return t.onlyWriters;
  // Only a list in which the section stands again opens its channel.
  return source === 'section' ? t.isClosedSection : t.isPutAway;
}
