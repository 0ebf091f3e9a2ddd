import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '@engawa/infra/program';
import { say } from '@engawa/infra/say';

const patches = join(import.meta.dirname, 'planted');
const trees = ['apps/server', 'packages', 'infra', 'e2e'];

/** A patch begins with lines that say what the bug is, and how a short run meets it. */
type Planted = { file: string; what: string; run: string[] };

/** Plants each bug in a copy of the tree and lets the checker look for it; answers the exit status. */
export async function findPlanted(only: string | undefined): Promise<number> {
  const all = readdirSync(patches)
    .filter((file) => file.endsWith('.patch') && (only === undefined || file.includes(only)))
    .sort()
    .map(read);
  const folder = join(process.env.ENGAWA_FAULTS_DIR ?? tmpdir(), `engawa-planted-${process.pid}`);
  let found = 0;
  try {
    for (const planted of all) {
      const began = performance.now();
      const answer = plant(folder, planted) ? await look(folder, planted) : 'the patch does not apply';
      if (answer === undefined) found += 1;
      say(
        `${answer === undefined ? '✓' : '✗'} ${planted.what} (${Math.round((performance.now() - began) / 1000)} s)${answer ? `: ${answer}` : ''}`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  say(`${found} of ${all.length} found`);
  return found === all.length ? 0 : 1;
}

function read(file: string): Planted {
  const head = readFileSync(join(patches, file), 'utf8').split('\n');
  const told = (name: string) =>
    head.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
  const [kind = '', nodes = '', rounds = '3'] = told('found by').split(' | ');
  return {
    file,
    what: told('bug'),
    run: [
      '--only',
      kind,
      '--nodes',
      nodes,
      '--faults',
      rounds,
      '--messages',
      String(120 * Number(rounds)),
      '--until-found',
    ],
  };
}

/** Copies the tree and puts the bug in; false where the patch no longer fits. */
function plant(folder: string, { file }: Planted): boolean {
  rmSync(folder, { recursive: true, force: true });
  for (const tree of trees) {
    cpSync(join(root, tree), join(folder, tree), {
      recursive: true,
      filter: (path) => !/\/(node_modules|build|\.svelte-kit|test-results)$/.test(path),
    });
    linkPackages(join(root, tree, 'node_modules'), join(folder, tree, 'node_modules'));
  }
  for (const name of ['package.json', 'tsconfig.json']) cpSync(join(root, name), join(folder, name));
  linkPackages(join(root, 'node_modules'), join(folder, 'node_modules'));
  try {
    execFileSync('git', ['apply', '--check', join(patches, file)], { cwd: folder, stdio: 'ignore' });
    execFileSync('git', ['apply', join(patches, file)], { cwd: folder, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The packages of others are shared; our own must be those of the copy. */
function linkPackages(from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(join(to, '@engawa'), { recursive: true });
  for (const name of readdirSync(from)) if (name !== '@engawa') symlinkSync(join(from, name), join(to, name));
  if (!existsSync(join(from, '@engawa'))) return;
  cpSync(join(from, '@engawa'), join(to, '@engawa'), { recursive: true, verbatimSymlinks: true });
}

/** Runs the checker in the copy; undefined where it found the bug. */
async function look(folder: string, { run }: Planted): Promise<string | undefined> {
  const child = spawn(process.execPath, [join(folder, 'e2e/faults/run.ts'), ...run], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
  const status = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [, what] = /^(lost|doubled|misordered|stuck|leaked): (.*)$/m.exec(output) ?? [];
  if (status === 1 && what) return undefined;
  return `not found (${output.trim().split('\n').at(-1)})`;
}
