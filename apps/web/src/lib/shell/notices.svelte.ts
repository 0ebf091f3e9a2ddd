import type { ErrorBody } from '@engawa/contract/errors';
import type { Notice } from '@engawa/contract/notices';
import { read } from '#lib/live/rest.ts';

/** What was addressed to the person, newest first; read anew whenever the bell is opened. */
export class Notices {
  #list = $state.raw<readonly Notice[] | undefined>();
  #refusal = $state.raw<ErrorBody | undefined>();

  get list(): readonly Notice[] | undefined {
    return this.#list;
  }

  get refusal(): ErrorBody | undefined {
    return this.#refusal;
  }

  async read(): Promise<void> {
    this.#refusal = undefined;
    const answer = await read<Notice[]>('/api/notices');
    if (answer.ok) this.#list = answer.data;
    else this.#refusal = answer.error;
  }
}
