import type { ErrorBody } from '@engawa/contract/errors';
import type { Notice } from '@engawa/contract/notices';
import type { Live } from '#lib/live/live.svelte.ts';
import { read } from '#lib/live/rest.ts';
import { told } from '#lib/live/told.ts';

/** What was addressed to the person, newest first; read anew whenever the bell is opened. */
export class Notices {
  #list = $state.raw<readonly Notice[] | undefined>();
  #refusal = $state.raw<ErrorBody | undefined>();
  #live: Live;
  #heard = new Map<string, () => void>();

  constructor(live: Live) {
    this.#live = live;
  }

  get list(): readonly Notice[] | undefined {
    return this.#list;
  }

  get refusal(): ErrorBody | undefined {
    return this.#refusal;
  }

  async read(): Promise<void> {
    this.#refusal = undefined;
    const answer = await read<Notice[]>('/api/notices');
    if (!answer.ok) {
      this.#refusal = answer.error;
      return;
    }
    this.#list = answer.data;
    for (const { channelId } of answer.data) this.#hear(channelId);
  }

  leave(): void {
    for (const stop of this.#heard.values()) stop();
  }

  /** What may no longer be read leaves an open list at once. */
  #hear(channelId: string): void {
    if (this.#heard.has(channelId)) return;
    const event = (event: Parameters<typeof told>[0]): void => {
      const { type, data } = told(event);
      if (type !== 'message:hidden' && type !== 'message:redacted') return;
      this.#list = this.#list?.filter(({ message }) => message.id !== data.id);
    };
    this.#heard.set(channelId, this.#live.subscribe(`channel:${channelId}`, { event }));
  }
}
