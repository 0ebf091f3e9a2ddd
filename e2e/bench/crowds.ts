import { join } from 'node:path';
import type { Load, Loaded, Returned, Tally } from './crowd.ts';
import type { Side } from './person.ts';
import { Program } from './program.ts';
import { Spread } from './spread.ts';
import type { Member } from './town.ts';

/** People in other processes, all talking to one server. */
export class Crowds {
  readonly #processes: Program[];
  readonly #side: Side;

  constructor(side: Side, processes = 1) {
    this.#side = side;
    this.#processes = Array.from(
      { length: processes },
      () => new Program(join(import.meta.dirname, 'crowd.ts')),
    );
  }

  /** Opens a page for each member, so many a second. */
  async open(members: Member[], perSecond: number): Promise<void> {
    const { length } = this.#processes;
    await Promise.all(
      this.#processes.map((process, n) =>
        process.ask({
          do: 'open',
          side: this.#side,
          members: members.filter((_, index) => index % length === n),
          perSecond: perSecond / length,
        }),
      ),
    );
  }

  /** Sends for a while; `deliveries` are counted over everyone. */
  async load({ perSecond, seconds }: Load): Promise<Outcome> {
    await this.tally();
    const { length } = this.#processes;
    const loads = await Promise.all(
      this.#processes.map((process) =>
        process.ask<Loaded>({ do: 'load', perSecond: perSecond / length, seconds }),
      ),
    );
    return this.#outcome(loads);
  }

  async flood(channels: string[], atOnce: number, seconds: number): Promise<Outcome> {
    await this.tally();
    const loads = await Promise.all(
      this.#processes.map((process) => process.ask<Loaded>({ do: 'flood', atOnce, seconds, channels })),
    );
    return this.#outcome(loads);
  }

  async cut(): Promise<void> {
    await Promise.all(this.#processes.map((process) => process.ask({ do: 'cut' })));
  }

  async comeBack(withinMs: number): Promise<Returned> {
    const told = await Promise.all(
      this.#processes.map((process) => process.ask<Returned>({ do: 'return', withinMs })),
    );
    return {
      liveMs: Math.max(...told.map((t) => t.liveMs)),
      caughtUpMs: Math.max(...told.map((t) => t.caughtUpMs)),
      failed: told.reduce((sum, t) => sum + t.failed, 0),
    };
  }

  async tally(): Promise<Omit<Tally, 'times'> & { times: Spread }> {
    const times = new Spread();
    const sum = { deliveries: 0, bytes: 0, doubled: 0, missed: 0, behind: 0 };
    for (const told of await Promise.all(
      this.#processes.map((process) => process.ask<Tally>({ do: 'tally' })),
    )) {
      times.join(told.times);
      sum.deliveries += told.deliveries;
      sum.bytes += told.bytes;
      sum.doubled += told.doubled;
      sum.missed += told.missed;
      sum.behind += told.behind;
    }
    return { ...sum, times };
  }

  async close(): Promise<void> {
    await Promise.all(this.#processes.map((process) => process.stop()));
  }

  async #outcome(loads: Loaded[]): Promise<Outcome> {
    const ackTimes = new Spread();
    for (const { times } of loads) ackTimes.join(times);
    const sent = loads.reduce((sum, l) => sum + l.sent, 0);
    const again = loads.reduce((sum, l) => sum + l.again, 0);
    const faults = loads.flatMap((l) => l.faults);
    return { sent, again, failed: faults.length, faults, ackTimes, ...(await this.tally()) };
  }
}

/** What a load did: what was sent and acknowledged, what arrived, and when. */
export type Outcome = Omit<Tally, 'times'> & {
  sent: number;
  /** Sends that had to go again under the same id, and those that failed at last, with the answers. */
  again: number;
  failed: number;
  faults: string[];
  ackTimes: Spread;
  times: Spread;
};
