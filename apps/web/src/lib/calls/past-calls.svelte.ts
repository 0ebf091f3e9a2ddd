import type { CallRecord, Calls } from '@engawa/contract/calls';
import type { ErrorBody } from '@engawa/contract/errors';
import { read } from '#lib/live/rest.ts';

/** The calls of this person that are over, a page at a time, the newest first. */
export class PastCalls {
  #rows = $state.raw<readonly CallRecord[]>([]);
  #next = $state<string | null>();
  #refusal = $state.raw<ErrorBody>();
  #isReading = $state(false);

  get rows(): readonly CallRecord[] {
    return this.#rows;
  }

  /** Nothing is known yet. */
  get isUnread(): boolean {
    return this.#next === undefined;
  }

  get hasMore(): boolean {
    return typeof this.#next === 'string';
  }

  get isReading(): boolean {
    return this.#isReading;
  }

  get refusal(): ErrorBody | undefined {
    return this.#refusal;
  }

  async more(): Promise<void> {
    if (this.#isReading || this.#next === null) return;
    this.#isReading = true;
    const answer = await read<Calls>(this.#next ? `/api/calls?before=${this.#next}` : '/api/calls');
    this.#isReading = false;
    this.#refusal = answer.ok ? undefined : answer.error;
    if (!answer.ok) return;
    this.#rows = [...this.#rows, ...answer.data.past];
    this.#next = answer.data.next;
  }
}
