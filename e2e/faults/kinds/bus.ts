import { setTimeout as pause } from 'node:timers/promises';
import type { FaultHouse } from '../house.ts';
import type { Kind } from './kind.ts';

const unless = (house: FaultHouse) => (house.redis ? undefined : 'one node has no bus');

export const busKinds: Kind[] = [
  {
    name: 'kill -9 of Redis',
    unless,
    async act({ redis }, dice) {
      await pause(dice.between(100, 500));
      await redis?.kill();
      await pause(dice.between(500, 1500));
      redis?.start();
    },
  },
  {
    name: 'a bus that drops, doubles, reorders and invents',
    unless,
    async act({ nodes }) {
      for (const { bus } of nodes) bus?.mangle({ drop: 0.3, double: 0.3, swap: 0.3, invent: 0.5 });
      await pause(1500);
    },
  },
  {
    name: 'a bus that loses everything',
    unless,
    async act({ nodes }) {
      for (const { bus } of nodes) bus?.mangle({ drop: 1, double: 0, swap: 0, invent: 0.2 });
      await pause(1500);
    },
  },
  {
    name: 'a bus that stalls',
    unless,
    async act({ nodes }, dice) {
      await pause(dice.between(100, 400));
      for (const { bus } of nodes) bus?.stall();
      await pause(1000);
    },
  },
];
