import { firstUnread, unreadOf } from '#lib/channels/channel-book.ts';
import type { ChannelEntry } from '@engawa/contract/channels';
import { Members } from '#lib/channels/members.svelte.ts';
import type { Kept } from '#lib/live/kept.ts';
import type { People } from '#lib/people/people.svelte.ts';
import type { SignedIn } from '#lib/sessions/signed-in.ts';
import { t } from '#lib/text/messages.ts';
import { Composer } from '#lib/messages/composer.svelte.ts';
import { Timeline } from '#lib/messages/timeline.svelte.ts';
import { Typing } from '#lib/messages/typing.svelte.ts';

/** A channel that stands open: its messages, its members, and what is being written to it. */
export class OpenChannel {
  readonly id: string;
  readonly timeline: Timeline;
  readonly members: Members;
  readonly composer: Composer;
  readonly typing: Typing;

  constructor(me: SignedIn, kept: Kept, people: People, entry: ChannelEntry, at: number | undefined) {
    this.id = entry.id;
    this.timeline = new Timeline({
      live: me.live,
      outbox: kept.outbox,
      me: me.personId,
      channelId: entry.id,
      unread: { from: firstUnread(entry), count: unreadOf(entry) },
      at,
      tellOf: ({ authorId }) => t.newArrived(people.name(authorId)),
    });
    this.members = new Members(me.live, entry.id);
    this.composer = new Composer(entry.id, kept.drafts, me.start.myNumberWithReason);
    this.typing = new Typing(me.live, entry.id, me.personId);
  }

  leave(): void {
    this.timeline.leave();
    this.members.leave();
    this.typing.leave();
  }
}
