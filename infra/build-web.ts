import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { Fault } from './fault.ts';

const root = resolve(import.meta.dirname, '..');

/** Where the pages lie once they are built. */
export const builtWeb = resolve(root, 'apps/web/build');

/** Builds the pages when their sources have changed since the last time. */
export async function buildWeb(): Promise<void> {
  const turbo = createRequire(import.meta.url).resolve('turbo/bin/turbo');
  const { promise, resolve: finish } = Promise.withResolvers<number>();
  let output = '';
  const child = spawn(
    process.execPath,
    [turbo, 'run', 'build', '--filter=@engawa/web', '--output-logs=new-only'],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', NO_UPDATE_NOTIFIER: '1' },
    },
  );
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  child.on('error', (error) => {
    output += error.message;
    finish(1);
  });
  child.on('close', (code) => finish(code ?? 1));
  if ((await promise) === 0) return;
  process.stderr.write(output.split('\n').slice(-40).join('\n'));
  throw new Fault({
    ja: '画面を組み立てられませんでした。上の行に理由があります。',
    en: 'The pages could not be built. The lines above say why.',
  });
}
