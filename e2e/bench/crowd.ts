// A process full of people at their screens. It is told what to do by the bench that started it.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Person, type Sent, type Side } from './person.ts';
import { Spread } from './spread.ts';
import type { Member } from './town.ts';

export type Load = { perSecond: number; seconds: number };
export type CrowdAsk =
  | { id: number; do: 'open'; side: Side; members: Member[]; perSecond: number }
  | ({ id: number; do: 'load' } & Load)
  | { id: number; do: 'flood'; atOnce: number; seconds: number; channels: string[] }
  | { id: number; do: 'tally' | 'cut' }
  | { id: number; do: 'return'; withinMs: number };
/** What came since the last `tally`. */
export type Tally = {
  deliveries: number;
  bytes: number;
  doubled: number;
  missed: number;
  /** Times that the server held somebody back or cut the connection. */
  behind: number;
  times: [number, number][];
};
/** `faults` holds the last answer to each send that failed. */
export type Loaded = { sent: number; again: number; faults: string[]; times: [number, number][] };
export type Returned = { liveMs: number; caughtUpMs: number; failed: number };

let people: Person[] = [];
/** For each channel, the people who can write in it. */
let writers = new Map<string, Person[]>();
const filler = '本日の窓口の件、台帳を確認して折り返しご連絡します。よろしくお願いします。';

process.on('message', (text: string) => {
  const ask: CrowdAsk = JSON.parse(text);
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

async function run(ask: CrowdAsk): Promise<object> {
  switch (ask.do) {
    case 'open':
      return openAll(ask.side, ask.members, ask.perSecond);
    case 'load':
      return load(ask);
    case 'flood':
      return flood(ask);
    case 'tally':
      return tally();
    case 'cut':
      for (const person of people) person.cut();
      return {};
    case 'return':
      return comeBack(ask.withinMs);
  }
}

async function openAll(side: Side, members: Member[], perSecond: number) {
  people = members.map((member) => new Person(side, member));
  writers = new Map();
  for (const person of people) {
    for (const id of person.member.channels) writers.set(id, [...(writers.get(id) ?? []), person]);
  }
  await Promise.all(people.map((person, n) => pause((n / perSecond) * 1000).then(() => person.enter())));
  return {};
}

/** Sends at a steady rate, the channels in turn and in each its people in turn. */
async function load({ perSecond, seconds }: Load): Promise<Loaded> {
  const times = new Spread();
  const channels = [...writers.keys()];
  const all = Math.round(perSecond * seconds);
  const began = performance.now();
  const answers: Promise<Sent>[] = [];
  for (let n = 0; n < all; n += 1) {
    const wait = began + (n / perSecond) * 1000 - performance.now();
    if (wait > 0) await pause(wait);
    answers.push(send(channels[n % channels.length] ?? '', Math.floor(n / channels.length), times));
  }
  const told = await Promise.all(answers);
  await pause(300);
  return { sent: all, ...outcomeOf(told), times: times.told };
}

/** Keeps so many sends under way that the server is never idle. */
async function flood({ atOnce, seconds, channels }: Extract<CrowdAsk, { do: 'flood' }>): Promise<Loaded> {
  const times = new Spread();
  const until = performance.now() + seconds * 1000;
  let sent = 0;
  const told: Sent[] = [];
  const one = async () => {
    while (performance.now() < until) {
      const n = sent++;
      told.push(await send(channels[n % channels.length] ?? '', Math.floor(n / channels.length), times));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return { sent, ...outcomeOf(told), times: times.told };
}

function outcomeOf(told: Sent[]): Pick<Loaded, 'again' | 'faults'> {
  return {
    again: told.reduce((sum, { again }) => sum + again, 0),
    faults: told.flatMap(({ fault }) => fault ?? []),
  };
}

async function send(channelId: string, turn: number, times: Spread): Promise<Sent> {
  const those = writers.get(channelId) ?? [];
  const who = those[turn % those.length];
  if (!who) return { again: 0, fault: 'nobody' };
  const at = performance.timeOrigin + performance.now();
  const body = `${filler} T=${clockUs()}=`;
  const sent = await who.send({ clientId: randomUUID(), channelId, body });
  times.add(performance.timeOrigin + performance.now() - at);
  return sent;
}

/** One clock for all processes of the machine. */
export const clockUs = (): string => (process.hrtime.bigint() / 1000n).toString(36).padStart(10, '0');

function tally(): Tally {
  const times = new Spread();
  const sum = { deliveries: 0, bytes: 0, doubled: 0, missed: 0, behind: 0 };
  for (const person of people) {
    const told = person.tally();
    sum.deliveries += told.deliveries;
    sum.bytes += told.bytes;
    sum.doubled += told.doubled;
    sum.missed += told.missed;
    sum.behind += told.behind;
    times.join(told.times);
  }
  return { ...sum, times: times.told };
}

/** Everyone connects again and asks for what was missed; the pages spread themselves as they were told. */
async function comeBack(withinMs: number): Promise<Returned> {
  const began = performance.now();
  let liveMs = 0;
  let caughtUpMs = 0;
  let failed = 0;
  await Promise.all(
    people.map(async (person) => {
      await pause(Math.random() * withinMs);
      const whole = await person.enter();
      liveMs = Math.max(liveMs, performance.now() - began);
      if (!(whole ?? (await person.catchUp()))) failed += 1;
      caughtUpMs = Math.max(caughtUpMs, performance.now() - began);
    }),
  );
  return { liveMs, caughtUpMs, failed };
}
