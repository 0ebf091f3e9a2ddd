import { setTimeout as pause } from 'node:timers/promises';
import { clockLibrary } from '@engawa/infra/clock-library';
import type { Kind } from './kind.ts';

export const machineKinds: Kind[] = [
  {
    name: 'a full disk',
    unless: ({ database }) => (database.hasOwnDisk ? undefined : 'this machine lets us mount no small disk'),
    async act({ database }, dice) {
      await pause(dice.between(100, 400));
      const giveBack = database.fillDisk();
      await pause(dice.between(600, 1200));
      giveBack();
      await database.start();
    },
  },
  {
    name: 'the clock of a server jumps',
    async act(house, dice) {
      const node = dice.one(house.nodes);
      await pause(dice.between(100, 500));
      await node.end('SIGKILL');
      node.start(dice.one([-1, 1]) * dice.between(60_000, 3_600_000));
    },
  },
  {
    name: 'the clock of the database jumps',
    unless: () => (clockLibrary() ? undefined : 'the package faketime is not installed'),
    async act({ database }, dice) {
      await pause(dice.between(100, 500));
      await database.kill();
      await database.start(dice.one([-1, 1]) * dice.between(60, 7200));
    },
  },
];
