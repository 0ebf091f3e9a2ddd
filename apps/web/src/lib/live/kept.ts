import { createContext } from 'svelte';
import type { Drafts } from './drafts.ts';
import type { Outbox } from './outbox.svelte.ts';

/** What this browser keeps for who is signed in: rows not yet acknowledged, and unsent text. */
export type Kept = {
  outbox: Outbox;
  drafts: Drafts;
  /** Whether this browser keeps anything when the page has gone. */
  outlivesPage: boolean;
};

/** What is kept here, for composers and for signing out. */
export const [kept, setKept] = createContext<Kept>();
