import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { markOf, stillRuns, type ProcessMark } from './processes.ts';

/** Either the lock is ours until `release`, or somebody else's. */
export type Lock = { release: () => void } | { holder: ProcessMark };

/** Takes a lock that a process killed without warning cannot leave behind for good. */
export function takeLock(path: string): Lock {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, JSON.stringify(markOf(process.pid)), { mode: 0o600 });
  try {
    for (;;) {
      // link() fails when the name exists and shows only whole contents: no half-written lock is ever read.
      if (linked(own, path)) return { release: () => rmSync(path, { force: true }) };
      const holder = read(path);
      if (!holder) continue;
      if (stillRuns(holder)) return { holder };
      discard(path, holder);
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** Runs the work while no other process holds the lock. */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const lock = takeLock(path);
    if ('release' in lock) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    await pause(50);
  }
}

function linked(own: string, path: string): boolean {
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function read(path: string): ProcessMark | undefined {
  try {
    const { pid, born }: Partial<ProcessMark> = JSON.parse(readFileSync(path, 'utf8'));
    return { pid: Number(pid), born: String(born) };
  } catch {
    return undefined;
  }
}

/** Removes the lock of a dead process, unless another start was quicker and took it meanwhile. */
function discard(path: string, dead: ProcessMark): void {
  const aside = `${path}.dead.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const moved = read(aside);
  if (moved && (moved.pid !== dead.pid || moved.born !== dead.born)) linked(aside, path);
  rmSync(aside, { force: true });
}
