import type { ErrorBody } from '@engawa/contract/errors';
import type { Start } from '@engawa/contract/start';
import type { Live } from '#lib/live/live.svelte.ts';
import { read } from '#lib/live/rest.ts';
import { told, type Told } from '#lib/live/told.ts';

/** A part of what all of the hall shares: read once, then heard of whole whenever it changes. */
export class OrgPart<Part> {
  #now: Part;
  #refusal = $state.raw<ErrorBody | undefined>();
  #isRead = $state(false);
  #hasHeard = false;
  readonly #of: (start: Start) => Part;
  readonly leave: () => void;

  constructor(live: Live, empty: Part, of: (start: Start) => Part, heard: (news: Told) => Part | undefined) {
    this.#now = $state.raw(empty);
    this.#of = of;
    this.leave = live.subscribe('org', {
      event: (event) => {
        const part = heard(told(event));
        if (part === undefined) return;
        this.#hasHeard = true;
        this.#isRead = true;
        this.#now = part;
      },
    });
  }

  get now(): Part {
    return this.#now;
  }

  /** Whether it is known at all: until then it is empty. */
  get isRead(): boolean {
    return this.#isRead;
  }

  get refusal(): ErrorBody | undefined {
    return this.#refusal;
  }

  async read(): Promise<void> {
    const answer = await read<Start>('/api/start');
    if (!answer.ok) {
      this.#refusal = answer.error;
      return;
    }
    // What was heard while the answer was on its way is newer.
    if (!this.#hasHeard) this.#now = this.#of(answer.data);
    this.#isRead = true;
  }

  /** Keeps what a command was refused for; true where it was done. */
  took(answer: { ok: true } | { ok: false; error: ErrorBody }): boolean {
    this.#refusal = answer.ok ? undefined : answer.error;
    return answer.ok;
  }
}
