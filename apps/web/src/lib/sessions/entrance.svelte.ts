import type { Welcome } from '@engawa/contract/sessions';
import { read } from '#lib/live/rest.ts';

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
      const answer = await read<Welcome>('/api/welcome');
      this.#silent = !answer.ok;
      if (answer.ok) this.#welcome = answer.data;
      else await new Promise((resolve) => setTimeout(resolve, againMs));
    }
    return this.#welcome;
  }

  close() {
    this.#closed = true;
  }
}
