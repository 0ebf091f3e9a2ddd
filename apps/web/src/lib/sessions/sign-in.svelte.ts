import type { ErrorCode } from '@engawa/contract/errors';
import { Refusal, write } from '#lib/rest/rest.ts';

/** A name as it is typed with the input method on: full width means the same as half width. */
export function plainName(name: string): string {
  return name.normalize('NFKC').trim();
}

/** One attempt after another to sign in, with the pause the server asks for between them. */
export class SigningIn {
  name = $state('');
  password = $state('');
  #busy = $state(false);
  #refusal = $state<ErrorCode | undefined>();
  #requestId = $state<string | undefined>();
  #secondsLeft = $state(0);
  #clock: ReturnType<typeof setInterval> | undefined;

  get isBusy(): boolean {
    return this.#busy;
  }

  get refusal(): ErrorCode | undefined {
    return this.#refusal;
  }

  get requestId(): string | undefined {
    return this.#requestId;
  }

  get secondsLeft(): number {
    return this.#secondsLeft;
  }

  get isFilled(): boolean {
    return plainName(this.name) !== '' && this.password !== '';
  }

  /** True when the person is in. */
  async submit(): Promise<boolean> {
    if (this.#busy || this.#secondsLeft > 0 || !this.isFilled) return false;
    this.#busy = true;
    this.#refusal = undefined;
    try {
      await write('/api/sign-in', { name: plainName(this.name), password: this.password });
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#refusal = error.code;
      this.#requestId = error.body.id;
      if (error.body.retryAfterMs) this.#waitFor(error.body.retryAfterMs);
      return false;
    } finally {
      this.#busy = false;
    }
  }

  #waitFor(ms: number) {
    clearInterval(this.#clock);
    const until = Date.now() + ms;
    const tick = () => {
      this.#secondsLeft = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      if (this.#secondsLeft === 0) clearInterval(this.#clock);
    };
    tick();
    this.#clock = setInterval(tick, 500);
  }

  close() {
    clearInterval(this.#clock);
  }
}
