import { setTimeout as pause } from 'node:timers/promises';
import { say } from '@engawa/infra/say';
import { Crowds } from './crowds.ts';
import type { House, Served } from './house.ts';
import { largeHall } from './idle.ts';
import type { Report } from './report.ts';
import { fillTown, type Member } from './town.ts';

const people = 5000;

type Bytes = { rss: number; heap: number };

/** What one idle signed-in socket that follows 30 channels takes of the server's memory. */
export async function sockets(house: House): Promise<Report> {
  const members = await fillTown(house.url, largeHall(people));
  const ours = await eachTakes(house, await house.startOurs(), members);
  const bare = await eachTakes(house, await house.startBare(), members);
  return {
    bench: 'sockets',
    ours: ours.rss,
    bare: bare.rss,
    unit: 'bytes of resident memory for each of 5,000 sockets',
    figures: { heapBytes: ours.heap, bareHeapBytes: bare.heap, heapRatio: ours.heap / bare.heap },
    targets: { ratio: { most: 1.25 } },
  };
}

async function eachTakes(house: House, { side, program }: Served, members: Member[]): Promise<Bytes> {
  // A first few make the program load and compile what it needs, whoever comes.
  const first = new Crowds(side);
  await first.open(members.slice(0, 300), 300);
  await first.close();
  await pause(1000);
  const before = await program.probe('memory');
  const crowds = new Crowds(side);
  await crowds.open(members, 650);
  say(`${side.name}: ${members.length} 人がつながりました / people connected`);
  await pause(3000);
  await program.probe('memory');
  await pause(1000);
  const after = await program.probe('memory');
  await crowds.close();
  await house.stop(program);
  return {
    rss: (after.rss - before.rss) / members.length,
    heap: (after.heap - before.heap) / members.length,
  };
}
