import type { ErrorBody } from '@engawa/contract/errors';
import type { PlaceView } from '@engawa/contract/places';
import { read, submit } from '#lib/live/rest.ts';
import { leaveNothing } from './leave-nothing.ts';

const againMs = 3000;

/** What a shared PC shows while nobody has taken it over. It asks again and again how things stand. */
export class PlacePage {
  #view = $state.raw<PlaceView | undefined>();
  #isPlace = $state(true);
  #isSilent = $state(false);
  #refusal = $state.raw<ErrorBody | undefined>();
  #isLeft = false;

  get view(): PlaceView | undefined {
    return this.#view;
  }

  /** False where this machine is registered for nothing. */
  get isPlace(): boolean {
    return this.#isPlace;
  }

  get isSilent(): boolean {
    return this.#isSilent;
  }

  get refusal(): ErrorBody | undefined {
    return this.#refusal;
  }

  async open(): Promise<void> {
    while (!this.#isLeft && this.#isPlace) {
      const known = this.#view ? `?mark=${this.#view.mark}` : '';
      const answer = await read<PlaceView>(`/api/place${known}`);
      if (this.#isLeft) return;
      this.#isSilent = !answer.ok && answer.error.code !== 'no_place';
      if (answer.ok) {
        // What a page writes while it goes, and what a broken one left, is gone before the next person comes.
        if (!this.#view) await leaveNothing();
        this.#view = answer.data;
      } else if (answer.error.code === 'no_place') {
        this.#isPlace = false;
        this.#view = undefined;
      } else await new Promise((resolve) => setTimeout(resolve, againMs));
    }
  }

  async register(code: string): Promise<boolean> {
    const isDone = await this.#ask('/api/place/register', { code });
    if (isDone) {
      this.#isPlace = true;
      void this.open();
    }
    return isDone;
  }

  enter(staffNo: string, pin: string): Promise<boolean> {
    return this.#ask('/api/place/enter', { staffNo, pin });
  }

  askHelp(): Promise<boolean> {
    return this.#ask('/api/place/help', {});
  }

  withdrawHelp(id: string): Promise<boolean> {
    return this.#ask('/api/place/help/withdraw', { id });
  }

  forget(): void {
    this.#refusal = undefined;
  }

  leave(): void {
    this.#isLeft = true;
  }

  async #ask(path: string, body: object): Promise<boolean> {
    const answer = await submit<unknown>(path, body);
    this.#refusal = answer.ok ? undefined : answer.error;
    return answer.ok;
  }
}
