import { createContext } from 'svelte';
import type { Live } from '#lib/live/live.svelte.ts';
import type { People } from '#lib/people/people.svelte.ts';
import type { Memos } from './memos.svelte.ts';

/** Where the memos are brought from when they are first needed: they are no part of the first load. */
export class MemoDesk {
  #live: Live;
  #me: string;
  #memos = $state.raw<Memos>();
  #opening: Promise<Memos> | undefined;
  #isLeft = false;
  /** Says in one line what became of something asked for. */
  tell: (text: string) => void = () => {};
  #people: Pick<People, 'name'>;

  constructor(live: Live, me: string, people: Pick<People, 'name'>) {
    this.#people = people;
    this.#live = live;
    this.#me = me;
  }

  /** Undefined until they were asked for. */
  get memos(): Memos | undefined {
    return this.#memos;
  }

  get waiting(): number {
    return this.#memos?.waiting ?? 0;
  }

  open(): Promise<Memos> {
    return (this.#opening ??= this.#bring().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    }));
  }

  leave(): void {
    this.#isLeft = true;
    this.#memos?.leave();
  }

  async #bring(): Promise<Memos> {
    const [{ Memos }, { t }] = await Promise.all([import('./memos.svelte.ts'), import('#lib/text/memos.ts')]);
    const memos = new Memos(this.#live, this.#me, ({ kind, by }, { subject, ask }) =>
      this.tell(t.news[kind](this.#people.name(by), subject || t.ask[ask])),
    );
    if (this.#isLeft) memos.leave();
    this.#memos = memos;
    return memos;
  }
}

/** The memos, for every screen that shows or leaves some. */
export const [memoDesk, setMemoDesk] = createContext<MemoDesk>();
