import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** The repository. */
export const root = resolve(import.meta.dirname, '..');

type RunOptions = {
  cwd?: string;
  env?: object;
  /** Takes the output instead of the terminal. */
  hear?: ((bytes: Buffer) => void) | undefined;
};

/** Runs a program of node_modules with this Node, its output shown; answers its exit status. */
export function runModule(path: string, args: string[], options: RunOptions = {}): Promise<number> {
  return runProgram(process.execPath, [resolve(root, 'node_modules', path), ...args], options);
}

/** Runs a program, its output shown; answers its exit status. */
export function runProgram(
  program: string,
  args: string[],
  { cwd = root, env = {}, hear }: RunOptions = {},
): Promise<number> {
  const { promise, resolve: finish } = Promise.withResolvers<number>();
  const child = spawn(program, args, {
    cwd,
    stdio: hear ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  if (hear) {
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
  }
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  child.on('error', () => finish(127));
  child.on('close', (code) => {
    process.off('SIGINT', forward).off('SIGTERM', forward);
    finish(code ?? 1);
  });
  return promise;
}
