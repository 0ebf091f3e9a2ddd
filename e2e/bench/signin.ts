import { join } from 'node:path';
import { postgres } from '@engawa/db/driver';
import { hashPassword } from '@engawa/server/src/sessions/hash-queue.ts';
import type { House } from './house.ts';
import type { Entered } from './office.ts';
import { Program } from './program.ts';
import type { Report } from './report.ts';
import { Spread } from './spread.ts';
import { fillTown } from './town.ts';

const people = 300;
const withinMs = 3000;
const password = 'engawa no bench desu';

/** 300 people sign in within three seconds; bare is the check of the password alone, without anything kept. */
export async function signin(house: House): Promise<Report> {
  const hash = await hashPassword(password);
  await fillTown(house.url, { people, channels: [] });
  const sql = postgres(house.url, { max: 1 });
  await sql`insert into credential (person_id, password_hash, set_at) select id, ${hash}, now() from person`;
  const names = (await sql<{ name: string }[]>`select staff_no as name from person`).map(({ name }) => name);
  await sql.end();
  const told: Record<string, Entered & { cpu: number }> = {};
  for (const { side, program } of [await house.startOurs(), await house.startBare({ BARE_HASH: hash })]) {
    const office = new Program(join(import.meta.dirname, 'office.ts'));
    await office.ask({ port: side.port, names: names.slice(0, 4), password, withinMs: 0 });
    const before = program.cpu();
    const entered = await office.ask<Entered>({ port: side.port, names, password, withinMs });
    told[side.name] = { ...entered, cpu: program.cpu() - before };
    await office.stop();
    await house.stop(program);
  }
  const { ours, bare } = told;
  if (!ours || !bare) throw new Error('both were asked');
  const times = new Spread().join(ours.times);
  return {
    bench: 'signin',
    ours: ours.allMs,
    bare: bare.allMs,
    unit: `ms until all ${people} are in`,
    figures: {
      perSecond: (people / ours.allMs) * 1000,
      p50Ms: times.at(0.5),
      p99Ms: times.at(0.99),
      triedAgain: ours.again,
      cpuSeconds: ours.cpu,
      bareCpuSeconds: bare.cpu,
    },
    targets: {},
  };
}
