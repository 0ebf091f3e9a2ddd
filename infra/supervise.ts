import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { endProcess, endStubborn, markOf, type ProcessMark } from './processes.ts';

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
  /** A TypeScript program of ours, which also ends when we do; or any program with its arguments. */
  run: { file: string } | { program: string; args: string[] };
  /** Takes what it writes instead of the terminal. */
  hear?: (bytes: Buffer) => void;
  env: NodeJS.ProcessEnv;
  onStart: (mark: ProcessMark) => void;
  onDeath: (how: string, waitMs: number) => void;
};

const firstWait = 500;
const longestWait = 30_000;
const steadyAfter = 60_000;

/** Runs a program and keeps it running. */
export function supervise({ run, hear, env, onStart, onDeath }: SupervisedOptions): Supervised {
  const { promise: died, resolve: tellDied } = Promise.withResolvers<number>();
  let child: ChildProcess | undefined;
  let stopping = false;
  let keep = false;
  let wait = firstWait;
  let timer: NodeJS.Timeout | undefined;

  const launch = () => {
    const began = performance.now();
    const [program, args] = commandOf(run);
    const output = hear ? 'pipe' : 'inherit';
    const made = spawn(program, args, {
      env,
      // Its own process group: Ctrl+C in the terminal must reach it in order, through us.
      detached: true,
      stdio: ['ignore', output, output, ...('file' in run ? ['ipc' as const] : [])],
    });
    child = made;
    if (hear) {
      made.stdout?.on('data', hear);
      made.stderr?.on('data', hear);
    }
    made.once('error', () => tellDied(127));
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
      if (child?.pid === undefined) return;
      const mark = markOf(child.pid);
      if ('program' in run) await endStubborn(mark, 3_000);
      else await endProcess(mark, 'SIGTERM', 20_000);
    },
  };
}

function commandOf(run: SupervisedOptions['run']): [program: string, args: string[]] {
  if ('program' in run) return [run.program, run.args];
  return [process.execPath, ['--import', join(import.meta.dirname, 'watch-parent.ts'), run.file]];
}
