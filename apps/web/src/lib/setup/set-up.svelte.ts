import type { ErrorBody } from '@engawa/contract/errors';
import type { HallSetUp, SampleTownFilled, SetUpHall } from '@engawa/contract/setup';
import { read, submit } from '#lib/live/rest.ts';
import type { Welcome } from '@engawa/contract/sessions';

export const shortestPassword = 12;

type Second = HallSetUp['second'];

/** The first run: the code, then either the sample town or one's own hall. */
export class SetUp {
  code = $state('');
  hallName = $state('');
  helpLine = $state('');
  first = $state({ staffNo: '', name: '', kana: '', password: '' });
  passwordAgain = $state('');
  second = $state({ staffNo: '', name: '', kana: '' });
  #phase = $state<'asking' | 'code' | 'hall' | 'in' | 'closed'>('asking');
  #busy = $state(false);
  #refusal = $state.raw<ErrorBody | undefined>();
  #secondCode = $state.raw<Second | undefined>();
  #accounts = $state.raw<SampleTownFilled['accounts'] | undefined>();

  get phase() {
    return this.#phase;
  }
  get isBusy(): boolean {
    return this.#busy;
  }
  get refusal(): ErrorBody | undefined {
    return this.#refusal;
  }
  /** The second administrator and the code to hand over; shown once. */
  get secondCode(): Second | undefined {
    return this.#secondCode;
  }
  get accounts(): SampleTownFilled['accounts'] | undefined {
    return this.#accounts;
  }
  get missing(): number {
    return Math.max(0, shortestPassword - [...this.first.password].length);
  }
  get isSame(): boolean {
    return this.first.password === this.passwordAgain;
  }

  /** Whether there is still a hall to set up, or one half set up whose administrator is here. */
  async open(): Promise<void> {
    const welcome = await read<Welcome>('/api/welcome');
    if (!welcome.ok) this.#refusal = welcome.error;
    else if (welcome.data.needsSetup) this.#phase = 'code';
    else this.#phase = welcome.data.signedIn ? 'in' : 'closed';
  }

  async checkCode(): Promise<void> {
    if (await this.#ask('/api/setup/open', { code: this.code })) this.#phase = 'hall';
  }

  async fillSampleTown(): Promise<void> {
    const filled = await this.#ask<SampleTownFilled>('/api/setup/sample-town', { code: this.code });
    if (filled) this.#accounts = filled.accounts;
  }

  /** True when the hall stands and its first administrator is in. */
  async saveHall(): Promise<boolean> {
    if (this.missing > 0 || !this.isSame) return false;
    const hall: SetUpHall = {
      code: this.code,
      hallName: this.hallName,
      helpLine: this.helpLine,
      first: { ...this.first },
      second: { ...this.second },
    };
    const done = await this.#ask<HallSetUp>('/api/setup/hall', hall);
    if (!done) return false;
    this.#secondCode = done.second;
    this.#phase = 'in';
    return true;
  }

  async #ask<T>(path: string, body: unknown): Promise<T | undefined> {
    if (this.#busy) return undefined;
    this.#busy = true;
    this.#refusal = undefined;
    const answer = await submit<T>(path, body);
    this.#busy = false;
    if (answer.ok) return answer.data;
    this.#refusal = answer.error;
    return undefined;
  }
}
