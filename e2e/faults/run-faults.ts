import { join } from 'node:path';
import { say } from '@engawa/infra/say';
import { Dice } from './dice.ts';
import { FaultHouse } from './house.ts';
import { Judge } from './judge.ts';
import { busKinds } from './kinds/bus.ts';
import { kills } from './kinds/kills.ts';
import type { Kind } from './kinds/kind.ts';
import { machineKinds } from './kinds/machines.ts';
import { networkKinds } from './kinds/network.ts';
import { peopleKinds } from './kinds/people.ts';
import { hasRedis } from './machines/redis.ts';
import { DeliveryRecord } from './record.ts';

type Share = {
  messages: number;
  faults: number;
  /** Only the kind of this name. */
  only?: string | undefined;
  untilFound?: boolean | undefined;
};

export type Wanted = Share & {
  folder: string;
  seed: number;
  /** One layout instead of both. */
  nodes?: 1 | 2 | undefined;
};

const usualBoundMs = 8000;
const roundMs = 1500;
const allKinds: Kind[] = [...kills, ...networkKinds, ...busKinds, ...machineKinds, ...peopleKinds];

/** People write while things go wrong, on one node and on two at once; answers what was found. */
export async function runFaults({ folder, seed, nodes, ...share }: Wanted): Promise<DeliveryRecord> {
  const dice = new Dice(seed);
  if (!hasRedis) say('redis-server is not installed: only one node is examined');
  const layouts: (1 | 2)[] = nodes ? [nodes] : hasRedis && share.faults > 1 ? [1, 2] : [1];
  const ends = await Promise.allSettled(
    layouts.map((count, index) => {
      const part = (whole: number) => partOf(whole, index, layouts.length);
      const own = { ...share, messages: part(share.messages), faults: part(share.faults) };
      return runLayout(join(folder, String(count)), count, dice.split(), own);
    }),
  );
  const all = new DeliveryRecord();
  for (const end of ends) {
    if (end.status === 'rejected') throw end.reason;
    all.take(end.value);
  }
  return all;
}

async function runLayout(folder: string, count: 1 | 2, dice: Dice, share: Share): Promise<DeliveryRecord> {
  const record = new DeliveryRecord();
  const house = await FaultHouse.open(folder, count, record, dice);
  try {
    await runHouse(house, share);
  } finally {
    await house.close();
  }
  return record;
}

async function runHouse(house: FaultHouse, { messages, faults, only, untilFound }: Share): Promise<void> {
  const judge = new Judge(house);
  const wanted = allKinds.filter((kind) => only === undefined || kind.name === only);
  const kinds = wanted.filter((kind) => isPossible(kind, house));
  let deck: Kind[] = [];
  for (let round = 0; round < faults; round += 1) {
    if (untilFound && house.record.breaches.size > 0) return;
    if (deck.length === 0) deck = house.dice.shuffled(kinds);
    const kind = deck.pop();
    if (!kind) throw new Error('no kind of fault is left');
    const began = performance.now();
    const share = partOf(messages, round, faults);
    await house.giveSeatsBack();
    await Promise.all([house.chatter(share, roundMs), kind.act(house, house.dice.split())]);
    await house.heal();
    const healthy = performance.now();
    await judge.settle(kind.boundMs ?? usualBoundMs);
    const seconds = (from: number) => ((performance.now() - from) / 1000).toFixed(1);
    const times = `${seconds(began)} s, ${seconds(healthy)} s of it to settle`;
    say(`  ${house.nodes.length} 台 ${round + 1}/${faults} ${kind.name}: ${share} messages, ${times}`);
  }
  await judge.conclude();
}

/** Whole numbers that add up to the whole. */
function partOf(whole: number, index: number, parts: number): number {
  return Math.floor((whole * (index + 1)) / parts) - Math.floor((whole * index) / parts);
}

function isPossible(kind: Kind, house: FaultHouse): boolean {
  const reason = kind.unless?.(house);
  if (reason) say(`  skipped: ${kind.name} (${reason})`);
  return reason === undefined;
}
