import { setTimeout as pause } from 'node:timers/promises';
import { say } from '@engawa/infra/say';
import type { Returned, Tally } from './crowd.ts';
import { Crowds } from './crowds.ts';
import type { House } from './house.ts';
import { largeHall } from './idle.ts';
import type { Report } from './report.ts';
import { median } from './spread.ts';
import { fillTown } from './town.ts';

const readers = 500;
const sections = 25;
const messages = 20;
const turns = 3;

type Return = Returned & Pick<Tally, 'doubled' | 'missed'> & { cpu: number; databaseCpu: number };

/** 500 pages come back at once, each 20 messages behind in the channel of its section. */
export async function resume(house: House): Promise<Report> {
  const { channels } = largeHall(readers);
  const each = readers / sections;
  const section = Array.from({ length: sections }, (_, s) => [
    ...Array.from({ length: each }, (__, n) => s * each + n),
    readers + s,
  ]);
  const members = await fillTown(house.url, {
    people: readers + sections,
    channels: [...channels, ...section],
  });
  const served = [await house.startOurs(), await house.startBare()];
  const returns: Record<'ours' | 'bare', Return[]> = { ours: [], bare: [] };
  const crowds = served.map(({ side, program }) => ({
    side,
    program,
    back: new Crowds(side),
    stay: new Crowds(side),
  }));
  for (const { back, stay } of crowds) {
    await stay.open(members.slice(readers), 200);
    await back.open(members.slice(0, readers), 300);
  }
  for (let turn = 0; turn < turns; turn += 1) {
    for (const { side, program, back, stay } of crowds) {
      await back.cut();
      await stay.load({ perSecond: 250, seconds: (sections * messages) / 250 });
      await pause(500);
      await back.tally();
      const [cpu, databaseCpu] = [program.cpu(), house.databaseCpu()];
      const returned = await back.comeBack(0);
      const used = { cpu: program.cpu() - cpu, databaseCpu: house.databaseCpu() - databaseCpu };
      const { doubled, missed } = await back.tally();
      returns[side.name].push({ ...returned, ...used, doubled, missed });
      say(`${turn + 1}/${turns} ${side.name}: ${Math.round(returned.caughtUpMs)} ms`);
    }
  }
  for (const { back, stay } of crowds) await Promise.all([back.close(), stay.close()]);
  const { ours, bare } = returns;
  const allCaughtUpMs = median(ours.map((r) => r.caughtUpMs));
  const sum = (of: (r: Return) => number) => ours.reduce((total, r) => total + of(r), 0);
  return {
    bench: 'resume',
    ours: allCaughtUpMs,
    bare: median(bare.map((r) => r.caughtUpMs)),
    unit: 'ms until all 500 have all they missed',
    figures: {
      allCaughtUpMs,
      bestMs: Math.min(...ours.map((r) => r.caughtUpMs)),
      allLiveMs: median(ours.map((r) => r.liveMs)),
      serverCpuMs: median(ours.map((r) => r.cpu)) * 1000,
      databaseCpuMs: median(ours.map((r) => r.databaseCpu)) * 1000,
      bareCpuMs: median(bare.map((r) => r.cpu)) * 1000,
      notWhole: sum((r) => r.failed),
      doubled: sum((r) => r.doubled),
      misordered: sum((r) => r.missed),
    },
    targets: { allCaughtUpMs: { most: 650 } },
  };
}
