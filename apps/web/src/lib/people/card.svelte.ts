import type { ErrorBody } from '@engawa/contract/errors';
import type { PersonCard } from '@engawa/contract/people';
import { read } from '#lib/live/rest.ts';

/** What is known of one person beyond the directory. */
export class Card {
  #details = $state.raw<PersonCard | undefined>();
  #refusal = $state.raw<ErrorBody | undefined>();

  get details(): PersonCard | undefined {
    return this.#details;
  }

  get refusal(): ErrorBody | undefined {
    return this.#refusal;
  }

  async read(personId: string): Promise<void> {
    const answer = await read<PersonCard>(`/api/people/${personId}`);
    if (answer.ok) this.#details = answer.data;
    else this.#refusal = answer.error;
  }
}
