import type { AuditEntry, AuditPage } from '@engawa/contract/admin';
import type { ErrorBody } from '@engawa/contract/errors';
import { read } from '#lib/live/rest.ts';

const startOfDay = (day: string) => new Date(`${day}T00:00:00+09:00`);
const dayMs = 86_400_000;

/** The log of who did what: searched, read a page at a time, exported as it was searched. */
export class Audit {
  from = $state('');
  until = $state('');
  action = $state('');
  text = $state('');
  #entries = $state.raw<readonly AuditEntry[] | undefined>();
  #actions = $state.raw<readonly string[]>([]);
  #next = $state<string | null>(null);
  #refusal = $state.raw<ErrorBody | undefined>();
  #asked = 0;

  get entries(): readonly AuditEntry[] | undefined {
    return this.#entries;
  }

  get actions(): readonly string[] {
    return this.#actions;
  }

  get hasMore(): boolean {
    return this.#next !== null;
  }

  get refusal(): ErrorBody | undefined {
    return this.#refusal;
  }

  /** Where what is asked for now can be had as CSV. */
  get csvPath(): string {
    return `/api/admin/audit.csv?${this.#question()}`;
  }

  async read(): Promise<void> {
    await this.#ask(undefined);
  }

  async readMore(): Promise<void> {
    if (this.#next !== null) await this.#ask(this.#next);
  }

  #question(): URLSearchParams {
    const asked = new URLSearchParams();
    if (this.from) asked.set('from', startOfDay(this.from).toISOString());
    // The last day counts whole, in Tokyo.
    if (this.until) asked.set('until', new Date(startOfDay(this.until).getTime() + dayMs).toISOString());
    if (this.action) asked.set('action', this.action);
    if (this.text.trim()) asked.set('text', this.text.trim());
    return asked;
  }

  async #ask(before: string | undefined): Promise<void> {
    const asked = ++this.#asked;
    const question = this.#question();
    if (before !== undefined) question.set('before', before);
    const answer = await read<AuditPage>(`/api/admin/audit?${question}`);
    if (asked !== this.#asked) return;
    this.#refusal = answer.ok ? undefined : answer.error;
    if (!answer.ok) return;
    const { entries, next, actions } = answer.data;
    this.#entries = before === undefined ? entries : [...(this.#entries ?? []), ...entries];
    this.#next = next;
    this.#actions = actions;
  }
}
