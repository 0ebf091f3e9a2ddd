import type { Welcome } from '@engawa/contract/sessions';
import { read, Refusal } from '#lib/rest/rest.ts';

const againMs = 3000;

/** What the entrance knows before anybody has signed in; asks again while the server is silent. */
export class Entrance {
  #welcome = $state.raw<Welcome | undefined>();
  #silent = $state(false);
  #closed = false;

  get welcome(): Welcome | undefined {
    return this.#welcome;
  }

  get isSilent(): boolean {
    return this.#silent;
  }

  async open(): Promise<Welcome | undefined> {
    while (!this.#closed && !this.#welcome) {
      try {
        this.#welcome = await read<Welcome>('/api/welcome');
        this.#silent = false;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        this.#silent = true;
        await new Promise((resolve) => setTimeout(resolve, againMs));
      }
    }
    return this.#welcome;
  }

  close() {
    this.#closed = true;
  }
}
