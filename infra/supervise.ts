import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { endProcess, markOf, type ProcessMark } from './processes.ts';

/** A process that is started again whenever it dies before it was told to stop. */
export type Supervised = {
  mark: () => ProcessMark | undefined;
  /** Settles with the exit status when the process dies during its first start. */
  died: Promise<number>;
  /** From now on a death is met with a restart. */
  keepAlive: () => void;
  stop: () => Promise<void>;
};

/** What to run and whom to tell about it. */
export type SupervisedOptions = {
  file: string;
  env: NodeJS.ProcessEnv;
  onStart: (mark: ProcessMark) => void;
  onDeath: (how: string, waitMs: number) => void;
};

const firstWait = 500;
const longestWait = 30_000;
const steadyAfter = 60_000;

/** Runs a TypeScript program and keeps it running. */
export function supervise({ file, env, onStart, onDeath }: SupervisedOptions): Supervised {
  const { promise: died, resolve: tellDied } = Promise.withResolvers<number>();
  let child: ChildProcess | undefined;
  let stopping = false;
  let keep = false;
  let wait = firstWait;
  let timer: NodeJS.Timeout | undefined;

  const launch = () => {
    const began = performance.now();
    const made = spawn(process.execPath, ['--import', join(import.meta.dirname, 'watch-parent.ts'), file], {
      env,
      // Its own process group: Ctrl+C in the terminal must reach it in order, through us.
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child = made;
    if (made.pid !== undefined) onStart(markOf(made.pid));
    made.once('exit', (code, signal) => {
      child = undefined;
      tellDied(code ?? 1);
      if (stopping || !keep) return;
      if (performance.now() - began > steadyAfter) wait = firstWait;
      onDeath(signal ?? `status ${code}`, wait);
      timer = setTimeout(launch, wait);
      wait = Math.min(wait * 2, longestWait);
    });
  };
  launch();

  return {
    mark: () => (child?.pid === undefined ? undefined : markOf(child.pid)),
    died,
    keepAlive: () => (keep = true),
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      if (child?.pid !== undefined) await endProcess(markOf(child.pid), 'SIGTERM', 20_000);
    },
  };
}
