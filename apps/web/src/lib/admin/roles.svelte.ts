import type { RolesPage } from '@engawa/contract/admin';
import type { ErrorBody } from '@engawa/contract/errors';
import type { Role } from '@engawa/contract/sessions';
import type { Live } from '#lib/live/live.svelte.ts';
import { read } from '#lib/live/rest.ts';

/** Who may do what: the roles that are given, and the heads that follow from posts. */
export class Roles {
  #page = $state.raw<RolesPage | undefined>();
  #refusal = $state.raw<ErrorBody | undefined>();
  #live: Live;

  constructor(live: Live) {
    this.#live = live;
  }

  get page(): RolesPage | undefined {
    return this.#page;
  }

  get refusal(): ErrorBody | undefined {
    return this.#refusal;
  }

  holders(role: Role) {
    return this.#page?.holders.filter((holder) => holder.role === role) ?? [];
  }

  /** Administrators who can sign in: one alone is too few. */
  get isShortOfAdministrators(): boolean {
    return this.#page !== undefined && this.holders('system').filter(({ disabled }) => !disabled).length < 2;
  }

  async read(): Promise<void> {
    const answer = await read<RolesPage>('/api/admin/roles');
    this.#refusal = answer.ok ? undefined : answer.error;
    if (answer.ok) this.#page = answer.data;
  }

  /** True when the role is given (or taken). */
  async set(personId: string, role: Role, isHeld: boolean): Promise<boolean> {
    const answer = await this.#live.run(isHeld ? 'role:grant' : 'role:revoke', { personId, role });
    if (answer.ok) await this.read();
    else this.#refusal = answer.error;
    return answer.ok;
  }
}
