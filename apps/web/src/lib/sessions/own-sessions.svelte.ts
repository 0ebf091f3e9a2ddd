import type { ErrorBody } from '@engawa/contract/errors';
import type { OwnSession } from '@engawa/contract/sessions';
import type { Live } from '#lib/live/live.svelte.ts';
import { read } from '#lib/live/rest.ts';

/** The devices on which the person is signed in. */
export class OwnSessions {
  #list = $state.raw<readonly OwnSession[] | undefined>();
  #refusal = $state.raw<ErrorBody | undefined>();
  #live: Live;

  constructor(live: Live) {
    this.#live = live;
  }

  get list(): readonly OwnSession[] | undefined {
    return this.#list;
  }

  get refusal(): ErrorBody | undefined {
    return this.#refusal;
  }

  async read(): Promise<void> {
    this.#refusal = undefined;
    const answer = await read<OwnSession[]>('/api/sessions');
    if (answer.ok) this.#list = answer.data;
    else this.#refusal = answer.error;
  }

  /** True when the session is over. */
  async end(id: string): Promise<boolean> {
    const answer = await this.#live.run('session:end', { id });
    if (answer.ok) this.#list = this.#list?.filter((session) => session.id !== id);
    else this.#refusal = answer.error;
    return answer.ok;
  }
}
