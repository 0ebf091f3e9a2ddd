import type { ChannelEntry } from '@engawa/contract/channels';
import { t } from '#lib/text/messages.ts';
import { cutName } from '#lib/ui/cut-name.ts';

/** Says who will read what is written: the guard against writing into the wrong room. */
export function audienceOf(
  { kind, directWith, memberCount }: Pick<ChannelEntry, 'kind' | 'directWith' | 'memberCount'>,
  fullName: string,
): string {
  const name = cutName(fullName);
  if (kind === 'direct' && directWith.length === 0) return t.toSelf;
  if (memberCount <= 1) return t.toNobodyElse(name);
  const reached =
    kind === 'direct' && directWith.length === 1 ? t.toPerson(name) : t.toChannel(name, memberCount);
  return `${reached}${t.noOutsiders}`;
}
