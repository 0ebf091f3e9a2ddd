import type { Dice } from '../dice.ts';
import { frameGuard, redisFrames } from './frames.ts';
import { Door } from './door.ts';

/** How often each thing happens to a message on the bus, from 0 to 1. */
export type Mangling = { drop: number; double: number; swap: number; invent: number };

const messageStart = Buffer.from('*3\r\n$7\r\nmessage\r\n');

/** Stands between a node and Redis, and spoils what the other nodes have to say. */
export class BusDoor extends Door {
  #mangling: Mangling = { drop: 0, double: 0, swap: 0, invent: 0 };
  readonly #dice: Dice;
  readonly #invented: () => string;

  constructor(target: number, dice: Dice, invented: () => string) {
    super(target);
    this.#dice = dice;
    this.#invented = invented;
    this.#watch();
  }

  mangle(mangling: Mangling): void {
    this.#mangling = mangling;
  }

  override heal(): void {
    super.heal();
    this.#mangling = { drop: 0, double: 0, swap: 0, invent: 0 };
    this.#watch();
  }

  // Always there, so that it never starts in the middle of a frame.
  #watch(): void {
    let kept: Buffer | undefined;
    this.guard = frameGuard(
      'down',
      () => redisFrames,
      (frame) => {
        if (!frame.subarray(0, messageStart.length).equals(messageStart)) return [frame];
        const { drop, double, swap, invent } = this.#mangling;
        const out = this.#dice.happens(drop) ? [] : [frame];
        if (this.#dice.happens(double)) out.push(...out);
        if (this.#dice.happens(invent)) out.push(messageFrame(this.#invented()));
        if (kept) out.push(kept);
        kept = undefined;
        if (out.length > 0 && this.#dice.happens(swap)) kept = out.shift();
        return out;
      },
    );
  }
}

function messageFrame(text: string): Buffer {
  const topic = 'engawa:poke';
  return Buffer.from(
    `*3\r\n$7\r\nmessage\r\n$${topic.length}\r\n${topic}\r\n$${Buffer.byteLength(text)}\r\n${text}\r\n`,
  );
}
