import type { ErrorBody } from '@engawa/contract/errors';
import { submit } from '#lib/live/rest.ts';
import { shortestPassword } from './activation.svelte.ts';

/** A new password in place of the current one. */
export class PasswordChange {
  current = $state('');
  password = $state('');
  #busy = $state(false);
  #refusal = $state.raw<ErrorBody | undefined>();

  get isBusy(): boolean {
    return this.#busy;
  }

  get refusal(): ErrorBody | undefined {
    return this.#refusal;
  }

  get missing(): number {
    return Math.max(0, shortestPassword - [...this.password].length);
  }

  /** True when the new password holds. */
  async submit(): Promise<boolean> {
    if (this.#busy || this.current === '' || this.missing > 0) return false;
    this.#busy = true;
    this.#refusal = undefined;
    const { current, password } = this;
    const answer = await submit<unknown>('/api/password', { current, password });
    this.#busy = false;
    if (!answer.ok) {
      this.#refusal = answer.error;
      return false;
    }
    this.current = '';
    this.password = '';
    return true;
  }
}
