import { createContext } from 'svelte';
import type { Drafts } from './drafts.svelte.ts';
import type { Outbox } from './outbox.svelte.ts';

/**
 * Whether what is written in a place may lie on the disk. `unknown` is a place that the page has not been told
 * of: nothing new of it is put down, and nothing that lies there is taken off.
 */
export type Keeping = (place: string) => 'yes' | 'no' | 'unknown';

/** What this browser keeps for who is signed in: rows not yet acknowledged, and unsent text. */
export type Kept = {
  outbox: Outbox;
  drafts: Drafts;
  /** Whether this browser keeps anything when the page has gone. */
  outlivesPage: boolean;
};

/** What is kept here, for composers and for signing out. */
export const [kept, setKept] = createContext<Kept>();
