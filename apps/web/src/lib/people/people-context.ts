import { createContext } from 'svelte';
import type { People } from './people.svelte.ts';

/** Everybody in the hall, for every screen that shows a name. */
export const [people, setPeople] = createContext<People>();
