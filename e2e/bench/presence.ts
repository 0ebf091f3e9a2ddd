import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { postgres } from '@engawa/db/driver';
import { newId } from '@engawa/db/id';
import { say } from '@engawa/infra/say';
import type { House, Served } from './house.ts';
import type { Side } from './person.ts';
import type { Known, PresenceTally, Watcher } from './presence-crowd.ts';
import { Program } from './program.ts';
import type { Report } from './report.ts';
import { Spread } from './spread.ts';
import { fillTown, type Member } from './town.ts';

const people = 3000;
const staying = 60;
const eachSection = 30;
/** As a page is told to spread its return: those beyond the burst, by the rate. */
const spreadMs = ((people - 1000) / 700) * 1000;

type Storm = {
  knownMs: number;
  stall: number;
  stallAtCut: number;
  cpu: number;
  databaseCpu: number;
  flickers: number;
  wrong: number;
  changes: Spread;
};

/** 3,000 pages are cut at once and come back, each with the 30 people of its section on screen. */
export async function presence(house: House): Promise<Report> {
  const members = await fillTown(house.url, { people: people + staying, channels: [] });
  await seat(house.url, members);
  const ours = await passes(house, await house.startOurs(), members);
  const bare = await passes(house, await house.startBare(), members);
  return {
    bench: 'presence',
    ours: ours.knownMs,
    bare: bare.knownMs,
    unit: 'ms until all 3,000 know where their 30 people are',
    figures: {
      allKnownMs: ours.knownMs,
      stallMs: ours.stall,
      stallAtCutMs: ours.stallAtCut,
      serverCpuMs: ours.cpu * 1000,
      databaseCpuMs: ours.databaseCpu * 1000,
      bareStallMs: bare.stall,
      bareStallAtCutMs: bare.stallAtCut,
      bareCpuMs: bare.cpu * 1000,
      flickers: ours.flickers,
      shownOff: ours.wrong,
      changeSeenP50Ms: ours.changes.at(0.5),
      changeSeenP95Ms: ours.changes.at(0.95),
      bareChangeSeenP95Ms: bare.changes.at(0.95),
    },
    targets: {
      stallMs: { most: 50 },
      flickers: { most: 0 },
      shownOff: { most: 0 },
      changeSeenP95Ms: { most: 1000 },
    },
  };
}

/** Thirty to a section; those who stay share the sections of the first who are cut. */
async function seat(url: string, members: readonly Member[]): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const sections = Array.from({ length: people / eachSection }, () => newId());
  await sql`
    insert into section (id, name, order_no)
    select id, '第' || n || '係', n from unnest(${sections}::uuid[]) with ordinality as s(id, n)`;
  await sql`
    insert into post (id, person_id, section_id, from_on)
    select gen_random_uuid(), person, section, '2020-04-01' from unnest(
      ${members.map(({ personId }) => personId)}::uuid[],
      ${members.map((_, n) => sections[sectionOf(n)] ?? '')}::uuid[]) as p(person, section)`;
  await sql`analyze`;
  await sql.end();
}

const sectionOf = (n: number) =>
  n < people ? Math.floor(n / eachSection) : (n - people) % (people / eachSection);

function watchersOf(members: readonly Member[], from: number, until: number): Watcher[] {
  const all = members.slice(0, people).map(({ personId }) => personId);
  return members.slice(from, until).map((member, n) => {
    const start = sectionOf(from + n) * eachSection;
    return { member, watched: all.slice(start, start + eachSection) };
  });
}

/** Pages in a process of their own. */
class Pages {
  readonly #program = new Program(join(import.meta.dirname, 'presence-crowd.ts'));
  readonly #side: Side;

  constructor(side: Side) {
    this.#side = side;
  }

  open = (watchers: Watcher[], withinMs: number) =>
    this.#program.ask<Known>({ do: 'open', side: this.#side, watchers, withinMs });
  cut = () => this.#program.ask<object>({ do: 'cut' });
  comeBack = (withinMs: number) => this.#program.ask<Known>({ do: 'return', withinMs });
  change = (times: number, everyMs: number) => this.#program.ask<object>({ do: 'change', times, everyMs });
  tally = () => this.#program.ask<PresenceTally>({ do: 'tally' });
  stop = () => this.#program.stop();
}

async function passes(house: House, { side, program }: Served, members: Member[]): Promise<Storm> {
  const crowds = [new Pages(side), new Pages(side)];
  const stay = new Pages(side);
  await Promise.all(
    crowds.map((crowd, n) => crowd.open(watchersOf(members, (n * people) / 2, ((n + 1) * people) / 2), 5000)),
  );
  await pause(3000);
  await stay.open(watchersOf(members, people, people + staying), 500);
  say(`${side.name}: ${members.length} 人がつながりました / people connected`);
  await pause(2500);
  await stay.tally();
  await program.probe('watch');
  const [cpu, databaseCpu] = [program.cpu(), house.databaseCpu()];
  for (const crowd of crowds) await crowd.cut();
  // Thousands of connections that end in one turn of the loop are a stall of their own, in any server.
  await pause(1500);
  const { stall: stallAtCut } = await program.probe('stall');
  await program.probe('watch');
  const returned = await Promise.all(crowds.map((crowd) => crowd.comeBack(spreadMs)));
  const used = { cpu: program.cpu() - cpu, databaseCpu: house.databaseCpu() - databaseCpu };
  const { stall } = await program.probe('stall');
  await pause(2500);
  const { news, wrong } = await stay.tally();
  for (const crowd of crowds) await crowd.tally();
  await crowds[0]?.change(100, 50);
  await pause(2000);
  const changes = new Spread();
  for (const crowd of [...crowds, stay]) changes.join((await crowd.tally()).times);
  for (const crowd of [...crowds, stay]) await crowd.stop();
  await house.stop(program);
  const knownMs = Math.max(...returned.map((one) => one.knownMs));
  return { ...used, knownMs, stall, stallAtCut, flickers: news, wrong, changes };
}
