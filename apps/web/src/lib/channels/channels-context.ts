import { createContext } from 'svelte';
import type { Channels } from './channels.svelte.ts';

/** The channels of who is signed in, for the rail, the switcher and every channel screen. */
export const [channels, setChannels] = createContext<Channels>();
