import { createContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { Standing } from '@engawa/contract/presence';
import type { Live } from '#lib/live/live.svelte.ts';

const gather = 50;
const tellAgain = 1500;
/** As the contract has it. */
const mostWatched = 1000;

/**
 * Where the people on the screen are, and until when. Asked for are exactly those that some part of the screen
 * shows; nobody learns since when, or who is idle.
 */
export class Standings {
  #known = new SvelteMap<string, Standing>();
  #watched = new Map<object, readonly string[]>();
  #live: Live;
  #me: string;
  #stop: (() => void)[];
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #said = '';

  constructor(live: Live, me: string) {
    this.#live = live;
    this.#me = me;
    this.#stop = [
      live.on('presence', (news) => {
        for (const standing of news) this.#known.set(standing.personId, standing);
      }),
      live.onup(() => this.#say(true)),
    ];
    // One's own is always on the screen, at the top.
    this.#watched.set(this, [me]);
  }

  /** Undefined where it is not known: of everybody while this page itself is not connected. */
  of(personId: string): Standing | undefined {
    return this.#live.connection === 'connected' ? this.#known.get(personId) : undefined;
  }

  /** Shows at once what was just asked for; the next word of the server counts. */
  guess(standing: Standing): void {
    this.#known.set(standing.personId, standing);
  }

  get own(): Standing | undefined {
    return this.of(this.#me);
  }

  /** Undefined where it is not known; of oneself it always is. */
  isConnected(personId: string): boolean | undefined {
    if (this.#live.connection === 'cut' && personId === this.#me) return false;
    return this.of(personId)?.connected;
  }

  /** Watches people for as long as a part of the screen shows them. */
  watch(place: object, personIds: readonly string[]): void {
    if (personIds.length === 0) this.#watched.delete(place);
    else this.#watched.set(place, personIds);
    this.#waiting ??= setTimeout(() => {
      this.#waiting = undefined;
      this.#say(false);
    }, gather);
  }

  leave(): void {
    for (const stop of this.#stop) stop();
    this.#said = '';
    clearTimeout(this.#waiting);
    clearTimeout(this.#again);
  }

  /** A new line begins with nobody on it; on the same line the same people are not asked for twice. */
  #say(isNewLine: boolean): void {
    const wanted = new Set([...this.#watched.values()].flat());
    const personIds = [...wanted].slice(0, mostWatched);
    const saying = personIds.join();
    if (!isNewLine && saying === this.#said) return;
    this.#said = saying;
    // What is not watched grows old: it is asked for again when it comes back on the screen.
    for (const known of this.#known.keys()) if (!wanted.has(known)) this.#known.delete(known);
    clearTimeout(this.#again);
    void this.#live.tell('presence:watch', { personIds }).then((isTaken) => {
      // Asked too often, or lost on the way: whoever is on the screen must not stay unknown.
      if (!isTaken && this.#said === saying) this.#again = setTimeout(() => this.#say(true), tellAgain);
    });
  }
}

/** Watches people for as long as the component that says so stands. */
export function watchHere(standings: Standings, personIds: () => readonly string[]): void {
  const place = {};
  // The socket is outside of Svelte.
  $effect(() => {
    standings.watch(place, personIds());
    return () => standings.watch(place, []);
  });
}

/** Where people are, for every screen that shows somebody. */
export const [standings, setStandings] = createContext<Standings>();
