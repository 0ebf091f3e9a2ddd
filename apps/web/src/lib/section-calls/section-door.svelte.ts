import { createContext } from 'svelte';
import type { Live } from '#lib/live/live.svelte.ts';
import type { SectionBook } from './section-book.svelte.ts';

type Opened = Awaited<ReturnType<typeof load>>;

/** Comes when the page has come to rest, or when somebody calls a section before that. */
const load = () => import('./section-desk.svelte.ts');

/** What the frame of the page knows of calls to sections: how to begin one, and what is open. */
export class SectionDoor {
  readonly #live: Live;
  readonly #me: string;
  #desk = $state.raw<{ book: SectionBook; View: Opened['View'] } | undefined>();
  #opening: Promise<SectionBook> | undefined;
  #isLeft = false;

  constructor(live: Live, me: string) {
    this.#live = live;
    this.#me = me;
  }

  get desk(): { book: SectionBook; View: Opened['View'] } | undefined {
    return this.#desk;
  }

  /** Who rings a section of this person, for the title of the tab. */
  get ringingFrom(): string | undefined {
    return this.#desk?.book.rings[0]?.callerId;
  }

  open(): Promise<SectionBook> {
    this.#opening ??= load().then(
      ({ SectionBook, View }) => {
        const book = new SectionBook(this.#live, this.#me);
        void book.read();
        if (this.#isLeft) book.leave();
        else this.#desk = { book, View };
        return book;
      },
      (error: unknown) => {
        // Asked for while the line was cut: the next time it may come.
        this.#opening = undefined;
        throw error;
      },
    );
    return this.#opening;
  }

  async call(sectionId: string, about = ''): Promise<void> {
    const book = await this.open();
    await book.offer(sectionId, about);
  }

  leave(): void {
    this.#isLeft = true;
    this.#desk?.book.leave();
  }
}

/** Calls to sections, for every screen from which one is called. */
export const [sectionDoor, setSectionDoor] = createContext<SectionDoor>();
