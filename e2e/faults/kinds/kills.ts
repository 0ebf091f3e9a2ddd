import { setTimeout as pause } from 'node:timers/promises';
import type { Kind } from './kind.ts';

export const kills: Kind[] = [
  {
    name: 'kill -9 of a server',
    async act(house, dice) {
      const node = dice.one(house.nodes);
      await pause(dice.between(100, 700));
      await node.end('SIGKILL');
      await pause(dice.between(0, 300));
      node.start();
    },
  },
  {
    name: 'kill -9 of PostgreSQL',
    async act({ database }, dice) {
      await pause(dice.between(100, 700));
      await database.kill();
      await pause(dice.between(0, 500));
      await database.start();
    },
  },
  {
    name: 'a server told to stop',
    async act(house, dice) {
      const node = dice.one(house.nodes);
      await pause(dice.between(100, 700));
      await node.end('SIGTERM');
      node.start();
    },
  },
];
