import type { ErrorBody } from '@engawa/contract/errors';
import { submit } from '#lib/live/rest.ts';
import { plainName } from './sign-in.svelte.ts';

/** The fewest characters of a password; there is no other rule about its form. */
export const shortestPassword = 12;

/** A code turned into a password of one's own: first the code is checked, then the password chosen. */
export class Activation {
  name = $state('');
  code = $state('');
  password = $state('');
  passwordAgain = $state('');
  #step = $state<'code' | 'password'>('code');
  #busy = $state(false);
  #refusal = $state.raw<ErrorBody | undefined>();

  get step(): 'code' | 'password' {
    return this.#step;
  }

  get isBusy(): boolean {
    return this.#busy;
  }

  get refusal(): ErrorBody | undefined {
    return this.#refusal;
  }

  get missing(): number {
    return Math.max(0, shortestPassword - [...this.password].length);
  }

  get isSame(): boolean {
    return this.password === this.passwordAgain;
  }

  /** True when the code is right and a password may be chosen. */
  async check(): Promise<boolean> {
    if (plainName(this.name) === '' || plainName(this.code) === '') return false;
    const isRight = await this.#ask('/api/activate/check', this.#proof());
    if (isRight) this.#step = 'password';
    return isRight;
  }

  /** True when the person is in with the new password. */
  async finish(): Promise<boolean> {
    if (this.missing > 0 || !this.isSame) return false;
    const isIn = await this.#ask('/api/activate', { ...this.#proof(), password: this.password });
    if (!isIn && this.#refusal?.code === 'wrong_code') this.#step = 'code';
    return isIn;
  }

  #proof() {
    return { name: plainName(this.name), code: plainName(this.code) };
  }

  async #ask(path: string, body: unknown): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = true;
    this.#refusal = undefined;
    const answer = await submit<unknown>(path, body);
    this.#busy = false;
    if (!answer.ok) this.#refusal = answer.error;
    return answer.ok;
  }
}
