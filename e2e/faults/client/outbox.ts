import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Dice } from '../dice.ts';
import type { Answer } from './line.ts';

/** A message that waits to be acknowledged. */
export type Row = { clientId: string; channelId: string; body: string };

/** What an acknowledgement says was written. */
export const Written = z.object({ id: z.string(), no: z.number(), clientId: z.string(), body: z.string() });
export type Written = z.infer<typeof Written>;

export type Settled = {
  acknowledged(row: Row, written: Written): void;
  refused(row: Row, code: string): void;
};

/**
 * Rows leave first in, first out for each channel, the next after the answer to the one before. A row
 * whose answer does not come is sent again under the same id, until it is answered.
 */
export class Outbox {
  readonly #queues = new Map<string, Row[]>();
  readonly #busy = new Set<string>();
  readonly #send: (row: Row) => Promise<Answer>;
  readonly #settled: Settled;
  readonly #dice: Dice;
  #isClosed = false;

  constructor(send: (row: Row) => Promise<Answer>, settled: Settled, dice: Dice) {
    this.#send = send;
    this.#settled = settled;
    this.#dice = dice;
  }

  get length(): number {
    return [...this.#queues.values()].reduce((sum, queue) => sum + queue.length, 0);
  }

  get rows(): Row[] {
    return [...this.#queues.values()].flat();
  }

  add(row: Row): void {
    const queue = this.#queues.get(row.channelId) ?? [];
    this.#queues.set(row.channelId, queue);
    queue.push(row);
    void this.#drain(row.channelId, queue);
  }

  close(): void {
    this.#isClosed = true;
  }

  async #drain(channelId: string, queue: Row[]): Promise<void> {
    if (this.#busy.has(channelId)) return;
    this.#busy.add(channelId);
    for (let tries = 0; queue[0] && !this.#isClosed; tries += 1) {
      const answer = await this.#attempt(queue[0]);
      if (answer && (answer.ok || !answer.error.retry)) {
        const row = queue.shift();
        if (row && answer.ok) this.#settled.acknowledged(row, Written.parse(answer.data));
        else if (row && !answer.ok) this.#settled.refused(row, answer.error.code);
        tries = -1;
      } else {
        await pause(this.#dice.between(20, Math.min(800, 100 * 2 ** tries)), undefined, { ref: false });
      }
    }
    this.#busy.delete(channelId);
  }

  async #attempt(row: Row): Promise<Answer | undefined> {
    try {
      return await this.#send(row);
    } catch {
      return undefined;
    }
  }
}
