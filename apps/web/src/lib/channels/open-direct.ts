import { goto } from '$app/navigation';
import type { ChannelEntry } from '@engawa/contract/channels';
import type { Answer } from '@engawa/contract/live';
import { channelPath } from './channel-path.ts';
import type { Channels } from './channels.svelte.ts';

/** Goes to the talk with a person; it is made the first time. `before` it stands open, it can be prepared. */
export async function openDirect(
  channels: Channels,
  personId: string,
  before?: (channelId: string) => void,
): Promise<Answer<Pick<ChannelEntry, 'id'>>> {
  const known = channels.all.find(
    ({ kind, directWith }) => kind === 'direct' && directWith.length === 1 && directWith[0] === personId,
  );
  const answer: Answer<Pick<ChannelEntry, 'id'>> = known
    ? { ok: true, data: known }
    : await channels.run('direct:open', { personIds: [personId] });
  if (answer.ok) before?.(answer.data.id);
  if (answer.ok) await goto(channelPath(answer.data.id));
  return answer;
}
