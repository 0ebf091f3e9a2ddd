import type { AdminPeople, AdminPerson, PeopleQuery } from '@engawa/contract/admin';
import type { ErrorBody } from '@engawa/contract/errors';
import type { Live } from '#lib/live/live.svelte.ts';
import { read } from '#lib/live/rest.ts';

export type Shown = PeopleQuery['show'];

/** People as the administration sees them: found a page at a time, stopped and started. */
export class PeopleList {
  #people = $state.raw<readonly AdminPerson[] | undefined>();
  #next = $state<string | null>(null);
  #refusal = $state.raw<ErrorBody | undefined>();
  #show = $state<Shown>('all');
  #query = $state('');
  #ids: readonly string[] = [];
  #asked = 0;
  #live: Live;
  #spelled: (query: string) => Promise<string[]>;

  /** `spelled` finds people by other spellings than the server keeps: romaji, another kanji, an extension. */
  constructor(live: Live, spelled: (query: string) => Promise<string[]>) {
    this.#live = live;
    this.#spelled = spelled;
  }

  get people(): readonly AdminPerson[] | undefined {
    return this.#people;
  }

  get hasMore(): boolean {
    return this.#next !== null;
  }

  get refusal(): ErrorBody | undefined {
    return this.#refusal;
  }

  get show(): Shown {
    return this.#show;
  }

  get query(): string {
    return this.#query;
  }

  async find(query: string, show: Shown): Promise<void> {
    this.#query = query;
    this.#show = show;
    const asked = ++this.#asked;
    const ids = await this.#spelled(query);
    if (asked !== this.#asked) return;
    this.#ids = ids;
    await this.#read(undefined);
  }

  async readMore(): Promise<void> {
    if (this.#next !== null) await this.#read(this.#next);
  }

  /** True when the person's use has stopped (or gone on). */
  async setDisabled(person: AdminPerson, isDisabled: boolean): Promise<boolean> {
    const name = isDisabled ? 'person:disable' : 'person:enable';
    const answer = await this.#live.run(name, { personId: person.id });
    this.#refusal = answer.ok ? undefined : answer.error;
    if (!answer.ok) return false;
    const disabledAt = isDisabled ? new Date().toISOString() : null;
    this.#people = this.#people?.map((one) => (one.id === person.id ? { ...one, disabledAt } : one));
    return true;
  }

  async #read(after: string | undefined): Promise<void> {
    const asked = ++this.#asked;
    const params = new URLSearchParams({ show: this.#show });
    if (this.#query.trim()) params.set('q', this.#query.trim());
    if (this.#ids.length > 0) params.set('ids', this.#ids.join(','));
    if (after !== undefined) params.set('after', after);
    const answer = await read<AdminPeople>(`/api/admin/people?${params}`);
    // A slower answer to an earlier question is of no use any more.
    if (asked !== this.#asked) return;
    this.#refusal = answer.ok ? undefined : answer.error;
    if (!answer.ok) return;
    this.#people =
      after === undefined ? answer.data.people : [...(this.#people ?? []), ...answer.data.people];
    this.#next = answer.data.next;
  }
}
