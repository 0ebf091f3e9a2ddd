import { createContext } from 'svelte';
import type { Telephone } from '#lib/calls/telephone.svelte.ts';
import type { Live } from '#lib/live/live.svelte.ts';
import type { KnockDesk } from './knock-desk.svelte.ts';

type Opened = Awaited<ReturnType<typeof load>>;

/** Comes with the call room: when the page has come to rest, or when somebody asks before that. */
const load = () => import('./knock-desk.svelte.ts');

/** How every screen asks first: it knows no more than where the rest is brought from. */
export class KnockDoor {
  readonly #live: Live;
  readonly #me: string;
  readonly #phone: Telephone;
  #desk = $state.raw<{ state: KnockDesk; View: Opened['View'] } | undefined>();
  #opening: Promise<KnockDesk> | undefined;
  #isLeft = false;

  constructor(live: Live, me: string, phone: Telephone) {
    this.#live = live;
    this.#me = me;
    this.#phone = phone;
  }

  get desk(): { state: KnockDesk; View: Opened['View'] } | undefined {
    return this.#desk;
  }

  open(): Promise<KnockDesk> {
    this.#opening ??= this.#bring().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  /** 都合をきく: asks one person whether now is a good moment. */
  async ask(personId: string): Promise<void> {
    (await this.open()).dialog = { of: 'ask', personId };
  }

  /** 外線お待たせ中: to somebody, to a section, or to whom one chooses there. */
  async hold(to: { personId?: string; sectionId?: string } = {}): Promise<void> {
    (await this.open()).dialog = { of: 'hold', ...to };
  }

  leave(): void {
    this.#isLeft = true;
    this.#desk?.state.leave();
  }

  async #bring(): Promise<KnockDesk> {
    const [{ KnockDesk, View }, calls] = await Promise.all([load(), this.#phone.open()]);
    const state = new KnockDesk(this.#live, this.#me, calls);
    if (this.#isLeft) state.leave();
    else this.#desk = { state, View };
    return state;
  }
}

/** The door to asking first, for every screen that shows somebody. */
export const [knockDoor, setKnockDoor] = createContext<KnockDoor>();
