import type { Dice } from '../dice.ts';
import { Answer, type Address } from './line.ts';

const waitMs = 5000;

/** Plain requests to whichever node answers. */
export class Rest {
  readonly #addresses: readonly Address[];
  readonly #cookie: string;
  readonly #dice: Dice;

  constructor(addresses: readonly Address[], cookie: string, dice: Dice) {
    this.#addresses = addresses;
    this.#cookie = cookie;
    this.#dice = dice;
  }

  async command(name: string, input: object): Promise<Answer> {
    const { address, origin } = this.#dice.one(this.#addresses);
    const response = await fetch(`${address}/api/commands/${name}`, {
      method: 'POST',
      headers: { cookie: this.#cookie, origin, 'content-type': 'application/json' },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(waitMs),
    });
    return Answer.parse(await response.json());
  }

  /** What a path holds; undefined where this person may not see it. */
  async read(path: string): Promise<unknown> {
    const { address } = this.#dice.one(this.#addresses);
    const response = await fetch(address + path, {
      headers: { cookie: this.#cookie },
      signal: AbortSignal.timeout(waitMs),
    });
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return response.json();
  }
}
