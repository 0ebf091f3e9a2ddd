import type { CallDesk } from '#lib/calls/call-desk.svelte.ts';
import type { Live } from '#lib/live/live.svelte.ts';
import { KnockBook } from './knock-book.svelte.ts';

export { default as View } from './KnockDesk.svelte';

/** What is being written: a question, a line that is held, or a memo of what was not answered. */
export type KnockDialog =
  | { of: 'ask'; personId: string }
  | { of: 'hold'; personId?: string; sectionId?: string }
  | {
      of: 'memo';
      personId?: string | undefined;
      sectionId?: string | undefined;
      subject: string;
      caller: { name: string; organisation: string; number: string } | null;
    };

/** Everything about asking first that a page holds while a person is signed in. */
export class KnockDesk {
  readonly book: KnockBook;
  readonly calls: CallDesk;
  dialog = $state.raw<KnockDialog | undefined>();

  constructor(live: Live, me: string, calls: CallDesk) {
    this.calls = calls;
    this.book = new KnockBook(live, me, calls.book.device);
    void this.book.read();
  }

  leave(): void {
    this.book.leave();
  }
}
