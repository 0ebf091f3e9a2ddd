import { SvelteMap } from 'svelte/reactivity';
import type { Live } from '#lib/live/live.svelte.ts';

const gather = 50;
const mostWatched = 400;

/** Who of the people on the screen is connected. Nobody learns since when: idle time is not shown. */
export class Nearness {
  #connected = new SvelteMap<string, boolean>();
  #watched = new Map<object, readonly string[]>();
  #live: Live;
  #me: string;
  #stop: (() => void)[];
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(live: Live, me: string) {
    this.#live = live;
    this.#me = me;
    this.#stop = [
      live.on('connected', (news) => {
        for (const { personId, connected } of news) this.#connected.set(personId, connected);
      }),
      live.onup(() => this.#say()),
    ];
  }

  /** Undefined where it is not known: of everybody else while this page itself is not connected. */
  isConnected(personId: string): boolean | undefined {
    const { connection } = this.#live;
    if (connection === 'cut') return personId === this.#me ? false : undefined;
    return connection === 'connected' ? this.#connected.get(personId) : undefined;
  }

  /** Watches people for as long as a part of the screen shows them. */
  watch(place: object, personIds: readonly string[]): void {
    if (personIds.length === 0) this.#watched.delete(place);
    else this.#watched.set(place, personIds);
    this.#waiting ??= setTimeout(() => {
      this.#waiting = undefined;
      this.#say();
    }, gather);
  }

  leave(): void {
    for (const stop of this.#stop) stop();
    clearTimeout(this.#waiting);
  }

  #say(): void {
    const personIds = [...new Set([...this.#watched.values()].flat())].slice(0, mostWatched);
    this.#live.say('watch', { personIds });
  }
}
