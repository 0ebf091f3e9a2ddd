import { setTimeout as pause } from 'node:timers/promises';
import { mark, type FaultHouse } from '../house.ts';
import type { Kind } from './kind.ts';

const someOf = (house: FaultHouse) => house.nodes.flatMap((node) => node.doors);

export const networkKinds: Kind[] = [
  {
    name: 'connections cut',
    async act(house, dice) {
      for (let times = dice.between(2, 4); times > 0; times -= 1) {
        await pause(dice.between(50, 350));
        for (const door of dice.one(house.nodes).doors) door.cut();
      }
    },
  },
  {
    name: 'connections stalled and let go again',
    async act(house, dice) {
      await pause(dice.between(100, 500));
      for (const door of dice.one(house.nodes).doors) door.stall();
      await pause(dice.between(500, 1200));
    },
  },
  {
    name: 'connections that stay open and pass nothing',
    async act(house, dice) {
      await pause(dice.between(100, 500));
      for (const door of dice.one(house.nodes).doors) door.freeze();
    },
  },
  {
    name: 'the database connections cut',
    async act(house, dice) {
      for (let times = dice.between(2, 4); times > 0; times -= 1) {
        await pause(dice.between(50, 350));
        dice.one(house.nodes).database.cut();
      }
    },
  },
  {
    name: 'sockets refused, plain requests let through',
    async act(house, dice) {
      await pause(dice.between(50, 300));
      for (const door of someOf(house)) {
        door.refusesSockets = true;
        door.cut();
      }
      await pause(dice.between(500, 900));
    },
  },
  {
    name: 'single events swallowed on their way',
    async act(house, dice) {
      for (const door of someOf(house)) {
        door.frame = (text) => !(text.startsWith('42["event"') && text.includes(mark) && dice.happens(0.05));
      }
      await pause(1000);
      for (const door of someOf(house)) door.frame = undefined;
    },
  },
  {
    name: 'the last event swallowed, so that only the digest tells',
    // The digest goes round every 15 s.
    boundMs: 22_000,
    async act(house) {
      await pause(300);
      for (const door of someOf(house)) {
        door.frame = (text) => !(text.startsWith('42["event"') && text.includes(mark));
      }
      await pause(1400);
      while (house.clerks.some((clerk) => clerk.outbox.length > 0)) await pause(25);
      await pause(100);
    },
  },
  {
    name: 'a reader that does not read',
    async act(house, dice) {
      const room = house.town.rooms.at(-1);
      const reader = house.clerks.find((clerk) => clerk.seat.personId === room?.members[2]?.id);
      const writer = house.clerks.find((clerk) => clerk.seat.personId === room?.members[0]?.id);
      const view = writer?.channels.find((open) => open.channelId === room?.id);
      if (!reader || !writer || !view) return;
      const links = new Set(house.nodes.flatMap((node) => [...node.entrances.lgwan.door.links]));
      reader.reconnect();
      await pause(600);
      for (const door of house.nodes.map((node) => node.entrances.lgwan.door)) {
        for (const link of door.links) if (!links.has(link)) link.hold('down');
      }
      for (let sent = 0; sent < 150; sent += 1) {
        house.write(writer, view, dice.one(['縁', '側', '庭', '茶']).repeat(9000));
        await pause(15);
      }
      await pause(1500);
    },
  },
];
