import type { ErrorBody } from '@engawa/contract/errors';
import type { Stamp } from '@engawa/contract/messages';
import type { Start } from '@engawa/contract/start';
import type { Live } from '#lib/live/live.svelte.ts';
import { read } from '#lib/live/rest.ts';
import { told } from '#lib/live/told.ts';

/** The words that can be put on a message. */
export class Stamps {
  #all: readonly Stamp[] = $state.raw([]);
  #refusal = $state.raw<ErrorBody | undefined>();
  #live: Live;
  #stop: () => void;

  constructor(live: Live) {
    this.#live = live;
    this.#stop = live.subscribe('org', {
      event: (event) => {
        const news = told(event);
        if (news.type === 'stamps:changed') this.#all = news.data.stamps;
      },
    });
  }

  async read(): Promise<void> {
    const answer = await read<Start>('/api/start');
    if (answer.ok) this.#all = answer.data.stamps;
    else this.#refusal = answer.error;
  }

  get all(): readonly Stamp[] {
    return this.#all;
  }

  get refusal(): ErrorBody | undefined {
    return this.#refusal;
  }

  async add(word: string, wordEn: string): Promise<boolean> {
    const answer = await this.#live.run('stamp:add', { word, wordEn });
    this.#refusal = answer.ok ? undefined : answer.error;
    return answer.ok;
  }

  async retire(id: string, retired: boolean): Promise<boolean> {
    const answer = await this.#live.run('stamp:retire', { id, retired });
    this.#refusal = answer.ok ? undefined : answer.error;
    return answer.ok;
  }

  leave(): void {
    this.#stop();
  }
}
