import { SvelteMap } from 'svelte/reactivity';
import type { Live } from '#lib/live/live.svelte.ts';

const sayEvery = 3000;
const staysFor = 5000;

/** Who is writing in a channel just now. */
export class Typing {
  #until = new SvelteMap<string, ReturnType<typeof setTimeout>>();
  #live: Live;
  #channelId: string;
  #saidAt = 0;
  #stop: (() => void)[];

  constructor(live: Live, channelId: string, me: string) {
    this.#live = live;
    this.#channelId = channelId;
    this.#stop = [
      live.on('typing', (news) => {
        if (news.channelId === channelId && news.personId !== me) this.#seen(news.personId);
      }),
      live.subscribe(`channel:${channelId}`, {
        event: ({ type, data }) => {
          if (type !== 'message:sent' || typeof data !== 'object' || data === null || !('authorId' in data))
            return;
          // Whoever sent something begins anew, and is told of at once.
          if (data.authorId === me) this.#saidAt = 0;
          if (typeof data.authorId === 'string') this.#forget(data.authorId);
        },
      }),
    ];
  }

  get personIds(): string[] {
    return [...this.#until.keys()];
  }

  say(): void {
    if (Date.now() - this.#saidAt < sayEvery) return;
    this.#saidAt = Date.now();
    this.#live.say('typing', { channelId: this.#channelId });
  }

  leave(): void {
    for (const stop of this.#stop) stop();
    for (const timer of this.#until.values()) clearTimeout(timer);
  }

  #seen(personId: string): void {
    clearTimeout(this.#until.get(personId));
    this.#until.set(
      personId,
      setTimeout(() => this.#forget(personId), staysFor),
    );
  }

  #forget(personId: string): void {
    clearTimeout(this.#until.get(personId));
    this.#until.delete(personId);
  }
}
