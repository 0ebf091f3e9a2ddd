import type { ErrorBody } from '@engawa/contract/errors';
import type { Meter } from '@engawa/contract/meter';
import { read } from '#lib/live/rest.ts';

/** The figures of one year, as this person may see them. */
export class MeterReading {
  #meter = $state.raw<Meter>();
  #refusal = $state.raw<ErrorBody>();

  get meter(): Meter | undefined {
    return this.#meter;
  }

  get refusal(): ErrorBody | undefined {
    return this.#refusal;
  }

  async read(year?: number): Promise<void> {
    const answer = await read<Meter>(year === undefined ? '/api/meter' : `/api/meter?year=${year}`);
    if (answer.ok) this.#meter = answer.data;
    this.#refusal = answer.ok ? undefined : answer.error;
  }
}
