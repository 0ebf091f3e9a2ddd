import { setTimeout as pause } from 'node:timers/promises';
import type { Kind } from './kind.ts';

export const networkKinds: Kind[] = [
  {
    name: 'connections cut',
    async act(house, dice) {
      for (let times = dice.between(1, 3); times > 0; times -= 1) {
        await pause(dice.between(100, 400));
        for (const door of dice.one(house.nodes).doors) door.cut();
      }
    },
  },
];
