import type { ErrorCode } from '@engawa/contract/errors';
import { Refusal, write } from '#lib/rest/rest.ts';
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
  #refusal = $state.raw<{ code: ErrorCode; id?: string; seconds?: number } | undefined>();

  get step(): 'code' | 'password' {
    return this.#step;
  }

  get isBusy(): boolean {
    return this.#busy;
  }

  get refusal() {
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
    const isRight = await this.#ask('/api/check-code', this.#proof());
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
    try {
      await write(path, body);
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, id, retryAfterMs } = error.body;
      this.#refusal = { code, id, seconds: retryAfterMs && Math.ceil(retryAfterMs / 1000) };
      return false;
    } finally {
      this.#busy = false;
    }
  }
}
