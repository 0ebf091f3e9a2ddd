import type { ErrorBody } from '@engawa/contract/errors';
import type { keepYears } from '@engawa/contract/limits';
import type {
  RedactedOriginal,
  Redaction,
  RedactionPage,
  RedactionTarget,
} from '@engawa/contract/redactions';
import type { Live } from '#lib/live/live.svelte.ts';
import { read } from '#lib/live/rest.ts';

/** What was redacted, a page at a time, and the way from a link to the message behind it. */
export class Redactions {
  #all = $state.raw<readonly Redaction[] | undefined>();
  #next = $state<string | null>(null);
  #refusal = $state.raw<ErrorBody | undefined>();
  readonly #live: Live;

  constructor(live: Live) {
    this.#live = live;
  }

  get all(): readonly Redaction[] | undefined {
    return this.#all;
  }

  get hasMore(): boolean {
    return this.#next !== null;
  }

  get refusal(): ErrorBody | undefined {
    return this.#refusal;
  }

  async read(before?: string | null): Promise<void> {
    const answer = await read<RedactionPage>(`/api/redactions${before ? `?before=${before}` : ''}`);
    this.#refusal = answer.ok ? undefined : answer.error;
    if (!answer.ok) return;
    this.#all = before ? [...(this.#all ?? []), ...answer.data.redactions] : answer.data.redactions;
    this.#next = answer.data.next;
  }

  async readMore(): Promise<void> {
    if (this.#next !== null) await this.read(this.#next);
  }

  find({ channelId, no }: { channelId: string; no: number }) {
    return read<RedactionTarget>(`/api/redactions/target?channelId=${channelId}&no=${no}`);
  }

  original(messageId: string) {
    return read<RedactedOriginal>(`/api/redactions/${messageId}/original`);
  }

  async redact(
    messageId: string,
    reason: string,
    years: (typeof keepYears)[number],
  ): Promise<ErrorBody | undefined> {
    const answer = await this.#live.run('message:redact', { messageId, reason, keepYears: years });
    if (!answer.ok) return answer.error;
    await this.read();
    return undefined;
  }
}
