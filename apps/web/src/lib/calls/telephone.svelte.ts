import { createContext } from 'svelte';
import type { Live } from '#lib/live/live.svelte.ts';
import type { CallDesk } from './call-desk.svelte.ts';

type Opened = Awaited<ReturnType<typeof load>>;

/** The call room comes when the page has come to rest, or when somebody calls before that. */
const load = () => import('./call-desk.svelte.ts');

/** What the frame of the page knows of calls: how to begin one, and whether one stands beside the screen. */
export class Telephone {
  readonly #live: Live;
  readonly #me: string;
  #desk = $state.raw<{ state: CallDesk; View: Opened['View'] } | undefined>();
  #opening: Promise<CallDesk> | undefined;
  #isLeft = false;

  constructor(live: Live, me: string) {
    this.#live = live;
    this.#me = me;
  }

  get desk(): { state: CallDesk; View: Opened['View'] } | undefined {
    return this.#desk;
  }

  /** Who rings here, for the title of the tab. */
  get ringingFrom(): string | undefined {
    return this.#desk?.state.book.ringingFrom;
  }

  open(): Promise<CallDesk> {
    this.#opening ??= load().then(
      ({ CallDesk, View }) => {
        const state = new CallDesk(this.#live, this.#me);
        if (this.#isLeft) state.leave();
        else this.#desk = { state, View };
        return state;
      },
      (error: unknown) => {
        // Asked for while the line was cut: the next time it may come.
        this.#opening = undefined;
        throw error;
      },
    );
    return this.#opening;
  }

  async call(personId: string, about = '', memoId?: string): Promise<void> {
    const { book } = await this.open();
    await book.offer(personId, about, memoId);
  }

  leave(): void {
    this.#isLeft = true;
    this.#desk?.state.leave();
  }
}

/** The telephone of this page, for every screen from which somebody is called. */
export const [telephone, setTelephone] = createContext<Telephone>();
