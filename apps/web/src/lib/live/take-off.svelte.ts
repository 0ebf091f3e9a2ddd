import type { Kept } from './kept.ts';

/** Takes off the disk what may no longer lie there, as soon as the hall says so; for the life of the caller. */
export function takeOffWithdrawn({ outbox, drafts }: Pick<Kept, 'outbox' | 'drafts'>): void {
  $effect(() => {
    void outbox.takeOff();
    void drafts.takeOff();
  });
}
