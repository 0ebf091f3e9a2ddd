import { setTimeout as pause } from 'node:timers/promises';
import type { Dice } from '../dice.ts';
import { mark, type FaultHouse } from '../house.ts';
import type { ServerNode } from '../machines/node.ts';
import type { Kind } from './kind.ts';

const marked = Buffer.from(mark);
const nothing = Buffer.alloc(0);
/** Long enough for a statement to commit while its answer is kept from the server. */
const commitMs = 60;

/** Ends a node at a point that `set` waits for; without a message in time it ends anyway. */
async function killAt(
  house: FaultHouse,
  dice: Dice,
  set: (node: ServerNode, kill: () => void) => void,
): Promise<void> {
  const node = dice.one(house.nodes);
  await pause(dice.between(100, 500));
  const reached = Promise.withResolvers<void>();
  set(node, reached.resolve);
  await Promise.race([reached.promise, pause(4000, undefined, { ref: false })]);
  await node.end('SIGKILL');
  node.heal();
  await pause(dice.between(0, 200));
  node.start();
}

/** Holds back what the database answers to the next send; `then` runs once it must have committed. */
function withholdAnswer(node: ServerNode, then: (cut: () => void) => void): void {
  let isOver = false;
  node.database.guard = (way, bytes, link) => {
    if (isOver && link.memory.has('up')) return way === 'down' ? nothing : bytes;
    if (!isOver && way === 'up' && bytes.includes(marked)) {
      isOver = true;
      link.memory.set('up', link);
      setTimeout(() => then(() => link.cut()), commitMs);
    }
    return bytes;
  };
}

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
    name: 'kill -9 of a server before the commit',
    act: (house, dice) =>
      killAt(house, dice, (node, kill) => {
        node.database.guard = (way, bytes) => {
          if (way !== 'up' || !bytes.includes(marked)) return bytes;
          kill();
          return nothing;
        };
      }),
  },
  {
    name: 'kill -9 of a server after the commit',
    act: (house, dice) => killAt(house, dice, (node, kill) => withholdAnswer(node, kill)),
  },
  {
    name: 'kill -9 of a server before the answer',
    act: (house, dice) =>
      killAt(house, dice, (node, kill) => {
        for (const door of node.doors) {
          door.frame = (text) => {
            if (!/^43\d+\[/.test(text) || !text.includes(mark)) return true;
            kill();
            return false;
          };
        }
      }),
  },
  {
    name: 'the database connection dies after a commit',
    async act(house, dice) {
      for (let times = 3; times > 0; times -= 1) {
        const node = dice.one(house.nodes);
        await pause(dice.between(50, 300));
        const reached = Promise.withResolvers<void>();
        withholdAnswer(node, (cut) => {
          cut();
          reached.resolve();
        });
        await Promise.race([reached.promise, pause(1000, undefined, { ref: false })]);
        node.database.heal();
      }
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
