import type { MediaState } from '@engawa/contract/media';
import { read } from '#lib/live/rest.ts';

const usualMs = 3000;

/** Whether voice can be had, for as long as a screen wants to know; asked again until it can. */
export class Readiness {
  #state = $state<MediaState>({ state: 'ready' });
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;

  readonly #everyMs: number;

  constructor(everyMs = usualMs) {
    this.#everyMs = everyMs;
    void this.#ask();
  }

  get state(): MediaState {
    return this.#state;
  }

  get isReady(): boolean {
    return this.#state.state === 'ready';
  }

  close(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  async #ask(): Promise<void> {
    const told = await read<MediaState>('/api/media');
    if (this.#isOver) return;
    // Without an answer nothing is known of voice: what is tried will say.
    if (told.ok) this.#state = told.data;
    if (!this.isReady || !told.ok) this.#timer = setTimeout(() => void this.#ask(), this.#everyMs);
  }
}
