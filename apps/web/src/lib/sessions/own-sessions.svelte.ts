import type { ErrorBody } from '@engawa/contract/errors';
import type { OwnSession } from '@engawa/contract/sessions';
import type { Live } from '#lib/live/live.svelte.ts';
import { read } from '#lib/live/rest.ts';

/** The devices on which a person is signed in: one's own, or somebody's for an administrator. */
export class OwnSessions {
  #list = $state.raw<readonly OwnSession[] | undefined>();
  #refusal = $state.raw<ErrorBody | undefined>();
  #live: Live;
  #path: string;

  constructor(live: Live, path = '/api/sessions') {
    this.#live = live;
    this.#path = path;
  }

  get list(): readonly OwnSession[] | undefined {
    return this.#list;
  }

  get refusal(): ErrorBody | undefined {
    return this.#refusal;
  }

  async read(): Promise<void> {
    this.#refusal = undefined;
    const answer = await read<OwnSession[]>(this.#path);
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
