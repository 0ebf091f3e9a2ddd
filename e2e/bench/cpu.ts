import { readdirSync, readFileSync } from 'node:fs';

const ticksASecond = 100;

type Stat = { parent: number; own: number; ended: number };

/** CPU seconds that a process has used. */
export const cpuOf = (pid: number): number => statOf(pid)?.own ?? 0;

/** CPU seconds of a process and all below it, those that have ended included: a PostgreSQL with its backends. */
export function cpuOfFamily(pid: number): number {
  let sum = 0;
  for (const name of readdirSync('/proc')) {
    const id = Number(name);
    const stat = Number.isInteger(id) ? statOf(id) : undefined;
    if (stat && id === pid) sum += stat.own + stat.ended;
    else if (stat?.parent === pid) sum += stat.own;
  }
  return sum;
}

function statOf(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold blanks; the fields after it do not. The first of them is field 3.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
    return {
      parent: fields[1] ?? 0,
      own: (user + system) / ticksASecond,
      ended: (endedUser + endedSystem) / ticksASecond,
    };
  } catch {
    return undefined;
  }
}
