import type { Live } from '#lib/live/live.svelte.ts';
import { CallBook } from './call-book.svelte.ts';
import { RingStack } from './ring-stack.svelte.ts';
import { Talk } from './talk.svelte.ts';

export { default as View } from './CallDesk.svelte';

/** Everything about calls that a page holds while a person is signed in. */
export class CallDesk {
  readonly book: CallBook;
  readonly talk: Talk;
  readonly stack = new RingStack();

  constructor(live: Live, me: string) {
    this.book = new CallBook(live, me);
    this.talk = new Talk(live, this.book);
    void this.book.read();
  }

  leave(): void {
    this.talk.leave();
    this.book.leave();
  }
}
