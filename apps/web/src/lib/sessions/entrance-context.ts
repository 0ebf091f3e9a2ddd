import { createContext } from 'svelte';
import type { Entrance } from './entrance.svelte.ts';

/** The entrance that the page stands in before anybody has signed in. */
export const [entrance, setEntrance] = createContext<Entrance>();
