import { join } from 'node:path';
import type { Committed } from './committer.ts';
import type { House } from './house.ts';
import { Program } from './program.ts';
import type { Report } from './report.ts';
import { median } from './spread.ts';
import { fillTown } from './town.ts';

const turns = 3;
const seconds = 4;

/** Sends committed per second: all in one channel, spread over 100, and beside them a bare insert of one row. */
export async function commits(house: House): Promise<Report> {
  const hot = await fillTown(house.url, {
    people: 100,
    channels: [Array.from({ length: 100 }, (_, n) => n)],
  });
  const apart = await fillTown(house.url, {
    people: 100,
    channels: Array.from({ length: 100 }, (_, n) => [n]),
  });
  const program = new Program(join(import.meta.dirname, 'committer.ts'), { env: house.env });
  const runs = {
    hot: { what: 'send', members: hot, atOnce: 32 },
    apart: { what: 'send', members: apart, atOnce: 32 },
    one: { what: 'send', members: apart, atOnce: 1 },
    bare: { what: 'insert', members: [], atOnce: 32 },
    bareOne: { what: 'insert', members: [], atOnce: 1 },
  };
  const told: Record<string, number[]> = {};
  let failed = 0;
  try {
    for (const run of Object.values(runs)) await program.ask({ ...run, seconds: 1 });
    for (let turn = 0; turn < turns; turn += 1) {
      for (const [name, run] of Object.entries(runs)) {
        const result = await program.ask<Committed>({ ...run, seconds: run.atOnce === 1 ? 2 : seconds });
        (told[name] ??= []).push(result.perSecond);
        failed += result.failed;
      }
    }
  } finally {
    await program.stop();
  }
  const of = (name: keyof typeof runs) => median(told[name] ?? []);
  return {
    bench: 'commits',
    ours: of('apart'),
    bare: of('bare'),
    unit: 'commits per second, 32 under way',
    figures: {
      hotChannelPerSecond: of('hot'),
      hundredChannelsPerSecond: of('apart'),
      hotRatio: of('hot') / of('bare'),
      oneAtATimePerSecond: of('one'),
      bareOneAtATimePerSecond: of('bareOne'),
      failed,
    },
    targets: {},
  };
}
