import { say } from '@engawa/infra/say';
import type { Returned } from './crowd.ts';
import { Crowds, type Outcome } from './crowds.ts';
import type { House, Served } from './house.ts';
import { largeHall } from './idle.ts';
import type { Report } from './report.ts';
import { fillTown, type Member } from './town.ts';

const people = 5000;
const staying = 50;
/** What a page is told to spread its return over: those beyond the burst, by the rate. */
const spreadMs = ((people - 1000) / 700) * 1000;

/** `stall` while they come back; `stallAtCut` while thousands of connections end in one turn of the loop. */
type Storm = Returned & { stall: number; stallCpu: number; stallAtCut: number; others: Outcome };

/** 5,000 pages are cut at once and come back, while a few stay and go on writing. */
export async function storm(house: House): Promise<Report> {
  const members = await fillTown(house.url, largeHall(people + staying));
  const ours = await passes(house, await house.startOurs(), members);
  const bare = await passes(house, await house.startBare(), members);
  return {
    bench: 'storm',
    ours: ours.caughtUpMs,
    bare: bare.caughtUpMs,
    unit: 'ms until all 5,000 are back and have what they missed',
    figures: {
      allLiveMs: ours.liveMs,
      caughtUpMs: ours.caughtUpMs,
      bareAllLiveMs: bare.liveMs,
      stallMs: ours.stall,
      stallCpuMs: ours.stallCpu,
      stallAtCutMs: ours.stallAtCut,
      bareStallAtCutMs: bare.stallAtCut,
      bareStallMs: bare.stall,
      bareStallCpuMs: bare.stallCpu,
      ackP99MsOfThoseStaying: ours.others.ackTimes.at(0.99),
      notCaughtUp: ours.failed,
      failed: ours.others.failed,
    },
    targets: { stallMs: { most: 50 } },
  };
}

async function passes(house: House, { side, program }: Served, members: Member[]): Promise<Storm> {
  const stay = new Crowds(side);
  await stay.open(members.slice(0, staying), 200);
  const storming = new Crowds(side, 2);
  await storming.open(members.slice(staying), 650);
  say(`${side.name}: ${members.length} 人がつながりました / people connected`);
  await stay.load({ perSecond: 10, seconds: 2 });
  await program.probe('watch');
  await storming.cut();
  await stay.load({ perSecond: 20, seconds: 3 });
  const { stall: stallAtCut } = await program.probe('stall');
  await program.probe('watch');
  const writing = stay.load({ perSecond: 20, seconds: 6 });
  const returned = await storming.comeBack(spreadMs);
  const others = await writing;
  const { stall, stallCpu } = await program.probe('stall');
  await Promise.all([stay.close(), storming.close()]);
  await house.stop(program);
  return { ...returned, stall, stallCpu, stallAtCut, others };
}
