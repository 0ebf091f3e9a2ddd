import type { Load } from './crowd.ts';
import { Crowds, type Outcome } from './crowds.ts';
import type { House, Served } from './house.ts';
import { say } from '@engawa/infra/say';
import { median } from './spread.ts';
import { fillTown, type Plan } from './town.ts';

/** What one server did in its turn, and what it took. */
export type Turn = Outcome & { cpu: number; databaseCpu: number };

export type Turns = { ours: Turn[]; bare: Turn[] };

/**
 * Puts the same people before our server and the bare one and loads them in turn, so that what else
 * the machine does hits both alike.
 */
export async function takeTurns(
  house: House,
  plan: Plan & { load: Load; turns: number; processes?: number },
): Promise<Turns> {
  const members = await fillTown(house.url, plan);
  const served = [await house.startOurs(), await house.startBare()];
  const crowds = served.map(({ side }) => new Crowds(side, plan.processes));
  const turns: Turns = { ours: [], bare: [] };
  try {
    for (const crowd of crowds) await crowd.open(members, 400);
    say(`${members.length} 人がつながりました / people connected`);
    // Compiled code, prepared statements and warm pages are what runs all day.
    for (const crowd of crowds) await crowd.load({ ...plan.load, seconds: 3 });
    for (let turn = 0; turn < plan.turns; turn += 1) {
      say(`${turn + 1}/${plan.turns}`);
      for (const [n, { side, program }] of served.entries()) {
        const crowd = crowds[n];
        if (crowd) turns[side.name].push(await measured(house, program, () => crowd.load(plan.load)));
      }
    }
  } finally {
    for (const crowd of crowds) await crowd.close();
  }
  return turns;
}

async function measured(
  house: House,
  program: Served['program'],
  work: () => Promise<Outcome>,
): Promise<Turn> {
  const [cpu, databaseCpu] = [program.cpu(), house.databaseCpu()];
  const outcome = await work();
  return { ...outcome, cpu: program.cpu() - cpu, databaseCpu: house.databaseCpu() - databaseCpu };
}

/** The middle of what each turn gives. */
export const middle = (turns: Turn[], of: (turn: Turn) => number): number => median(turns.map(of));

/** Counts that must be nought in a sound run. */
export function faultsOf({ ours }: Turns): Record<string, number | string> {
  const sum = (of: (turn: Turn) => number) => ours.reduce((total, turn) => total + of(turn), 0);
  return {
    failed: sum((t) => t.failed),
    ...Object.fromEntries(
      Map.groupBy(
        ours.flatMap((t) => t.faults),
        (fault) => `failed: ${fault}`,
      )
        .entries()
        .map(([fault, all]) => [fault, all.length]),
    ),
    sentAgain: sum((t) => t.again),
    doubled: sum((t) => t.doubled),
    missedEvents: sum((t) => t.missed),
    heldBack: sum((t) => t.behind),
  };
}
