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

const most = 5;

type AtHand = { timeline: Timeline; members: Members };

/** A channel that stands open: its messages, its members, and what is being written to it. */
export type OpenChannel = AtHand & { id: string; composer: Composer; typing: Typing };

/** The channels opened last. They go on hearing, so that going back to one asks the server nothing. */
export class OpenChannels {
  #atHand: AtHand[] = [];
  #me: SignedIn;
  #kept: Kept;
  #people: People;

  constructor(me: SignedIn, kept: Kept, people: People) {
    this.#me = me;
    this.#kept = kept;
    this.#people = people;
  }

  open(entry: ChannelEntry, at: number | undefined): OpenChannel {
    const { live, personId, start } = this.#me;
    const unread = { from: firstUnread(entry), count: unreadOf(entry) };
    const before = this.#atHand.find(({ timeline }) => timeline.channelId === entry.id);
    void before?.timeline.reopen(unread, at);
    const opened = before ?? {
      timeline: new Timeline({
        live,
        outbox: this.#kept.outbox,
        me: personId,
        channelId: entry.id,
        unread,
        at,
        tellOf: ({ authorId }) => t.newArrived(this.#people.name(authorId)),
      }),
      members: new Members(live, entry.id),
    };
    const others = this.#atHand.filter((one) => one !== before);
    this.#leave(others.slice(most - 1));
    this.#atHand = [opened, ...others.slice(0, most - 1)];
    return {
      ...opened,
      id: entry.id,
      composer: new Composer(entry.id, this.#kept.drafts, start.myNumberWithReason),
      typing: new Typing(live, entry.id, personId),
    };
  }

  /** What may no longer be read is let go. */
  keepOnly(isThere: (channelId: string) => boolean): void {
    this.#leave(this.#atHand.filter(({ timeline }) => !isThere(timeline.channelId)));
    this.#atHand = this.#atHand.filter(({ timeline }) => isThere(timeline.channelId));
  }

  leave(): void {
    this.keepOnly(() => false);
  }

  #leave(left: AtHand[]): void {
    for (const { timeline, members } of left) {
      timeline.leave();
      members.leave();
    }
  }
}
