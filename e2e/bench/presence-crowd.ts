// A process full of pages that watch people. It is told what to do by the bench that started it.
import { setTimeout as pause } from 'node:timers/promises';
import type { Standing } from '@engawa/contract/presence';
import { protocolVersion } from '@engawa/contract/protocol';
import type { Side } from './person.ts';
import { Spread } from './spread.ts';
import type { Member } from './town.ts';
import { Wire } from './wire.ts';

/** A page and the people on its screen. */
export type Watcher = { member: Member; watched: string[] };
export type PresenceAsk =
  | { id: number; do: 'open'; side: Side; watchers: Watcher[]; withinMs: number }
  | { id: number; do: 'cut' }
  | { id: number; do: 'return'; withinMs: number }
  | { id: number; do: 'change'; times: number; everyMs: number }
  | { id: number; do: 'tally' };
/** Until every page knew where all of its people are. */
export type Known = { knownMs: number };
/** `news` are frames that nobody asked for; `times` from a change to each page that shows it. */
export type PresenceTally = { news: number; bytes: number; wrong: number; times: [number, number][] };

const states = ['counter', 'meeting', 'away', 'telework'] as const;
/** When somebody asked for a change, by the place that it was given: one clock for all processes. */
const markOf = () => `T${(process.hrtime.bigint() / 1000n).toString(36)}`;

/** One page: it comes in, says whom it watches, and hears where these are. */
class Page {
  readonly watcher: Watcher;
  readonly #side: Side;
  #wire: Wire | undefined;
  #known = new Map<string, Standing>();
  #whole: (() => void) | undefined;
  news = 0;
  bytes = 0;
  readonly times = new Spread();

  constructor(side: Side, watcher: Watcher) {
    this.#side = side;
    this.watcher = watcher;
  }

  /** Connects until it is let in; settles when it knows where all of its people are. */
  async enter(): Promise<void> {
    this.#known.clear();
    const whole = new Promise<void>((resolve) => (this.#whole = resolve));
    for (;;) {
      const greeted = Promise.withResolvers<void>();
      greeted.promise.catch(() => {});
      const { cookie, from, personId } = this.watcher.member;
      const wire = new Wire({ port: this.#side.port, cookie, from }, () => ({ protocol: protocolVersion }), {
        durable: () => {},
        heard: (name, data) => {
          if (name === 'hello') greeted.resolve();
          else if (name === 'presence') this.#hear(data);
        },
        closed: () => greeted.reject(new Error('closed')),
      });
      this.#wire = wire;
      try {
        await wire.ready;
        if (this.#side.name === 'bare') wire.emit('join', [`user:${personId}`]);
        await greeted.promise;
        wire.emit('presence:watch', { personIds: this.watcher.watched });
        return await whole;
      } catch {
        await pause(100 + Math.random() * 900);
      }
    }
  }

  cut(): void {
    this.#whole = undefined;
    this.#wire?.cut();
  }

  async choose(clientId: string, n: number): Promise<void> {
    const state = states[n % states.length];
    await this.#wire?.ask('command', 'presence:set', { clientId, state, place: markOf() });
  }

  /** How many of its people it takes to be off their line, which none of them is. */
  get wrong(): number {
    return [...this.#known.values()].filter(({ connected }) => !connected).length;
  }

  #hear(data: unknown): void {
    const now = process.hrtime.bigint() / 1000n;
    // The bench itself says what the two servers send.
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- both servers of the bench send these frames
    const standings = data as Standing[];
    this.bytes += standings.length;
    for (const standing of standings) {
      const before = this.#known.get(standing.personId);
      this.#known.set(standing.personId, standing);
      if (before && standing.place.startsWith('T') && standing.place !== before.place)
        this.times.add((Number(now) - parseInt(standing.place.slice(1), 36)) / 1000);
    }
    if (!this.#whole) this.news += 1;
    else if (this.#known.size >= this.watcher.watched.length) {
      this.#whole();
      this.#whole = undefined;
    }
  }
}

let pages: Page[] = [];

process.on('message', (text: string) => {
  const ask: PresenceAsk = JSON.parse(text);
  run(ask).then(
    (answer) => process.send?.(JSON.stringify({ id: ask.id, ...answer })),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
// What watches the parent lets the process end when nothing else is to do; a crowd waits to be asked.
process.channel?.ref();

async function run(ask: PresenceAsk): Promise<object> {
  switch (ask.do) {
    case 'open':
      pages = ask.watchers.map((watcher) => new Page(ask.side, watcher));
      return comeBack(ask.withinMs);
    case 'cut':
      for (const page of pages) page.cut();
      return {};
    case 'return':
      return comeBack(ask.withinMs);
    case 'change':
      for (let n = 0; n < ask.times; n += 1) {
        await pages[n % pages.length]?.choose(crypto.randomUUID(), n);
        await pause(ask.everyMs);
      }
      return {};
    case 'tally':
      return tally();
  }
}

async function comeBack(withinMs: number): Promise<Known> {
  const began = performance.now();
  await Promise.all(
    pages.map(async (page) => {
      await pause(Math.random() * withinMs);
      await page.enter();
    }),
  );
  return { knownMs: performance.now() - began };
}

function tally(): PresenceTally {
  const times = new Spread();
  const sum = { news: 0, bytes: 0, wrong: 0 };
  for (const page of pages) {
    sum.news += page.news;
    sum.bytes += page.bytes;
    sum.wrong += page.wrong;
    times.join(page.times.told);
    page.news = page.bytes = 0;
  }
  return { ...sum, times: times.told };
}
