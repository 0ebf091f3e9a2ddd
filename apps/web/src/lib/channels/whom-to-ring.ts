import type { ChannelEntry } from '@engawa/contract/channels';
import type { People } from '#lib/people/people.svelte.ts';

/** Whom the head of a channel rings: the other one of a talk between two, or the section whose channel it is. */
export function whomToRing(
  entry: ChannelEntry | undefined,
  people: People,
): { personId: string } | { sectionId: string; name: string } | undefined {
  const section = entry?.sectionId ? people.section(entry.sectionId) : undefined;
  if (section) return { sectionId: section.id, name: section.name };
  const [id, ...more] = entry?.kind === 'direct' ? entry.directWith : [];
  const person = id === undefined || more.length > 0 ? undefined : people.find(id);
  return person && !person.isFormer ? { personId: person.id } : undefined;
}
