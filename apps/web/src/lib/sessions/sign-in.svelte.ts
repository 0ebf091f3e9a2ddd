import type { ErrorBody } from '@engawa/contract/errors';
import type { SignedIn } from '@engawa/contract/sessions';
import { submit } from '#lib/live/rest.ts';

/** A name as it is typed with the input method on: full width means the same as half width. */
export function plainName(name: string): string {
  return name.normalize('NFKC').trim();
}

/** One attempt after another to sign in, with the pause the server asks for between them. */
export class SigningIn {
  name = $state('');
  password = $state('');
  #busy = $state(false);
  #refusal = $state.raw<ErrorBody | undefined>();
  #secondsLeft = $state(0);
  #clock: ReturnType<typeof setInterval> | undefined;

  get isBusy(): boolean {
    return this.#busy;
  }

  get refusal(): ErrorBody | undefined {
    return this.#refusal;
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
    const answer = await submit<SignedIn>('/api/sign-in', {
      name: plainName(this.name),
      password: this.password,
    });
    this.#busy = false;
    if (answer.ok) return true;
    this.#refusal = answer.error;
    if (answer.error.retryAfterMs) this.#waitFor(answer.error.retryAfterMs);
    return false;
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
