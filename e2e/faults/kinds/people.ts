import { setTimeout as pause } from 'node:timers/promises';
import type { Dice } from '../dice.ts';
import type { FaultHouse } from '../house.ts';
import type { Person, Room } from '../town.ts';
import type { Kind } from './kind.ts';

/** Somebody who does not own the room, and has not lost the seat already. */
function pick(house: FaultHouse, dice: Dice): { room: Room; person: Person } {
  const room = dice.one(house.town.rooms.slice(0, 5));
  const person = dice.one(room.members.slice(1));
  return { room, person };
}

/** What is said once somebody is gone, so that there is something that must not reach them. */
async function speakOn(house: FaultHouse, room: Room): Promise<void> {
  await pause(600);
  const clerk = house.clerks.find(({ seat }) => seat.personId === room.members[0]?.id);
  const view = clerk?.channels.find(({ channelId }) => channelId === room.id);
  for (let said = 0; clerk && view && said < 5; said += 1) house.write(clerk, view);
}

export const peopleKinds: Kind[] = [
  {
    name: 'a member removed under fire',
    async act(house, dice) {
      const { room, person } = pick(house, dice);
      await pause(dice.between(200, 900));
      await house.removeSeat(room, person);
      await speakOn(house, room);
    },
  },
  {
    name: 'a member removed while the line is cut',
    async act(house, dice) {
      const { room, person } = pick(house, dice);
      await pause(dice.between(100, 400));
      // The line is cut, not closed: whatever a server keeps for those who come back is kept for them too.
      for (const clerk of house.clerksOf(person)) clerk.stayAway();
      for (const { doors } of house.nodes) for (const door of doors) door.cut();
      await house.removeSeat(room, person);
      await pause(400);
      for (const clerk of house.clerksOf(person)) clerk.comeBack();
      await speakOn(house, room);
    },
  },
  {
    name: 'a long absence',
    async act(house, dice) {
      const clerk = dice.one(house.clerks);
      clerk.leave();
      const writers = house.clerks.filter((other) => other !== clerk);
      for (let sent = 0; sent < 400; sent += 1) {
        const writer = dice.one(writers);
        const view = writer.channels.find(({ channelId }) => channelId === house.town.rooms[0]?.id);
        if (view) house.write(writer, view);
        if (sent % 20 === 0) await pause(60);
      }
      while (writers.some(({ outbox }) => outbox.length > 0)) await pause(25);
      await house.forgetEvents(dice.between(100, 200));
      clerk.comeBack();
    },
  },
  {
    name: 'pages crash',
    async act(house, dice) {
      for (let times = 3; times > 0; times -= 1) {
        await pause(dice.between(100, 400));
        await house.reopen(dice.one(house.clerks));
      }
    },
  },
  {
    name: 'a text taken out of the record',
    async act(house, dice) {
      const clerk = dice.one(house.clerks.filter(({ seat }) => seat.zone === 'lgwan'));
      await pause(300);
      clerk.leave();
      await pause(700);
      await house.redactLatest();
      clerk.comeBack();
    },
  },
];
