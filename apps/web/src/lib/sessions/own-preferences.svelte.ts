import type { Answer } from '@engawa/contract/live';
import type { Preferences } from '@engawa/contract/preferences';
import { createContext } from 'svelte';
import type { Live } from '#lib/live/live.svelte.ts';
import { told } from '#lib/live/told.ts';
import { speak, wear } from '#lib/ui/look.ts';

/** How a person likes the pages: the same on all of their devices. */
export class OwnPreferences {
  #now: Preferences;
  #live: Live;
  #onwear: () => void;
  #stop: () => void;

  constructor(start: Preferences, live: Live, personId: string, onwear: () => void = () => {}) {
    this.#live = live;
    this.#onwear = onwear;
    this.#now = $state.raw(start);
    this.#take(start);
    speak(start.language);
    this.#stop = live.subscribe(`user:${personId}`, {
      event: (event) => {
        const news = told(event);
        if (news.type !== 'preference:changed') return;
        this.#take(news.data);
        speak(news.data.language);
      },
    });
  }

  get now(): Preferences {
    return this.#now;
  }

  /** Takes the change at once and tells the other devices; what is refused is taken back. */
  async change(change: Partial<Preferences>): Promise<Answer<unknown>> {
    const before = this.#now;
    const preferences = { ...before, ...change };
    this.#take(preferences);
    const answer = await this.#live.run('preference:set', { preferences });
    if (answer.ok) speak(preferences.language);
    else if (this.#now === preferences) this.#take(before);
    return answer;
  }

  leave(): void {
    this.#stop();
  }

  #take(preferences: Preferences): void {
    this.#now = preferences;
    // The language is settled when a page loads; it changes once the server knows of the wish.
    const { language: _, ...look } = preferences;
    wear(look);
    this.#onwear();
  }
}

/** The preferences of who is signed in. */
export const [ownPreferences, setOwnPreferences] = createContext<OwnPreferences>();
