import type { Stamp } from '@engawa/contract/messages';
import type { Start } from '@engawa/contract/start';
import type { Live } from '#lib/live/live.svelte.ts';
import { read } from '#lib/live/rest.ts';
import { told } from '#lib/live/told.ts';
import { language } from '#lib/text/language.ts';

/** The words that can be put on a message. */
export class StampWords {
  #all: readonly Stamp[];
  #stop: () => void;

  constructor(live: Live, stamps: readonly Stamp[]) {
    this.#all = $state.raw(stamps);
    this.#stop = live.subscribe('org', {
      event: (event) => {
        const news = told(event);
        if (news.type === 'stamps:changed') this.#all = news.data.stamps;
      },
      missed: () => void this.#readAgain(),
    });
  }

  /** Those that can still be chosen; retired ones stay on the messages that carry them. */
  get offered(): readonly { id: string; word: string }[] {
    return this.#all
      .filter(({ retired }) => !retired)
      .map((stamp) => ({ id: stamp.id, word: wordOf(stamp) }));
  }

  word(id: string): string {
    const stamp = this.#all.find((stamp) => stamp.id === id);
    return stamp ? wordOf(stamp) : '';
  }

  leave(): void {
    this.#stop();
  }

  async #readAgain(): Promise<void> {
    const start = await read<Start>('/api/start');
    if (start.ok) this.#all = start.data.stamps;
  }
}

const wordOf = ({ word, wordEn }: Stamp): string => (language === 'en' && wordEn ? wordEn : word);
