import { join } from 'node:path';
import { say } from '@engawa/infra/say';
import { Dice } from './dice.ts';
import { FaultHouse } from './house.ts';
import { Judge } from './judge.ts';
import { kills } from './kinds/kills.ts';
import type { Kind } from './kinds/kind.ts';
import { networkKinds } from './kinds/network.ts';
import { hasRedis } from './machines/redis.ts';
import { DeliveryRecord } from './record.ts';

export type Wanted = {
  folder: string;
  messages: number;
  faults: number;
  seed: number;
  only?: string | undefined;
};

const usualBoundMs = 8000;
const roundMs = 1500;
const allKinds: Kind[] = [...kills, ...networkKinds];

/** People write while things go wrong, first on one node, then on two; answers what was found. */
export async function runFaults({ folder, messages, faults, seed, only }: Wanted): Promise<DeliveryRecord> {
  const record = new DeliveryRecord();
  const dice = new Dice(seed);
  const layouts: (1 | 2)[] = hasRedis && faults > 1 ? [1, 2] : [1];
  if (!hasRedis) say('redis-server is not installed: only one node is examined');
  for (const [index, nodes] of layouts.entries()) {
    const share = (whole: number) =>
      Math.floor((whole * (index + 1)) / layouts.length) - Math.floor((whole * index) / layouts.length);
    const house = await FaultHouse.open(join(folder, String(nodes)), nodes, record, dice.split());
    try {
      await runHouse(house, share(messages), share(faults), only);
    } finally {
      await house.close();
    }
  }
  return record;
}

async function runHouse(
  house: FaultHouse,
  messages: number,
  faults: number,
  only: string | undefined,
): Promise<void> {
  const judge = new Judge(house);
  const kinds = allKinds.filter(
    (kind) => (only === undefined || kind.name.includes(only)) && isPossible(kind, house),
  );
  let deck: Kind[] = [];
  for (let round = 0; round < faults; round += 1) {
    if (deck.length === 0) deck = house.dice.shuffled(kinds);
    const kind = deck.pop();
    if (!kind) throw new Error('no kind of fault is left');
    const began = performance.now();
    const share = Math.floor((messages * (round + 1)) / faults) - Math.floor((messages * round) / faults);
    await Promise.all([house.chatter(share, roundMs), kind.act(house, house.dice.split())]);
    await house.heal();
    const healthy = performance.now();
    await judge.settle(kind.boundMs ?? usualBoundMs);
    const seconds = (from: number) => ((performance.now() - from) / 1000).toFixed(1);
    say(
      `  ${house.nodes.length} 台 ${round + 1}/${faults} ${kind.name}: ${share} messages, ${seconds(began)} s (${seconds(healthy)} s to settle)`,
    );
  }
  await judge.conclude();
}

function isPossible(kind: Kind, house: FaultHouse): boolean {
  const reason = kind.unless?.(house);
  if (reason) say(`  skipped: ${kind.name} (${reason})`);
  return reason === undefined;
}
