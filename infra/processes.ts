import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A process that cannot be mistaken for a later one with the same number. */
export type ProcessMark = { pid: number; born: string };

/** Describes a running process; `born` stays empty where the system does not tell. */
export function markOf(pid: number): ProcessMark {
  return { pid, born: birth(pid) };
}

/** Whether exactly the process that was marked still runs. */
export function stillRuns(mark: ProcessMark): boolean {
  if (!isAlive(mark.pid)) return false;
  const born = birth(mark.pid);
  // Ended, though nobody has taken note yet: even where the mark itself was made after the end.
  if (born === 'ended') return false;
  return !mark.born || !born || born === mark.born;
}

/** Whether any process has this number. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Waits until the process has ended; false when it has not after the time. */
export async function ended(mark: ProcessMark, milliseconds: number): Promise<boolean> {
  const until = performance.now() + milliseconds;
  while (stillRuns(mark)) {
    if (performance.now() > until) return false;
    await pause(20);
  }
  return true;
}

/** What waits for its guests to leave, as LiveKit does, gives way when it is asked a second time. */
const politeMs = 1000;

/** Asks a process to end, and ends it by force when it has not after the time. */
export async function endProcess(
  mark: ProcessMark,
  signal: NodeJS.Signals,
  milliseconds: number,
): Promise<void> {
  if (!stillRuns(mark)) return;
  signalTo(mark.pid, signal);
  if (await ended(mark, milliseconds)) return;
  signalTo(mark.pid, 'SIGKILL');
  await ended(mark, 5_000);
}

/** The same, asking a second time in between. */
export async function endStubborn(mark: ProcessMark, milliseconds: number): Promise<void> {
  if (!stillRuns(mark)) return;
  signalTo(mark.pid, 'SIGTERM');
  if (!(await ended(mark, politeMs))) await endProcess(mark, 'SIGTERM', milliseconds);
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended between the question and the signal.
  }
}

function birth(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold blanks; the fields after it do not. Field 22 is the start time.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? 'ended' : `${boot}:${fields[18] ?? ''}`;
  } catch {
    return '';
  }
}
