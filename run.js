// Runs on whatever Node (20 or newer) the machine has: installs what the lockfile names,
// then hands the task over to the Node 24 that came with it.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';

const root = import.meta.dirname ?? join(new URL('.', import.meta.url).pathname);
const tasks = {
  start: 'infra/start.ts',
  test: 'infra/test.ts',
  check: 'infra/check.ts',
  cluster: 'infra/cluster.ts',
  dev: 'infra/dev.ts',
  admin: 'infra/admin.ts',
  pages: 'infra/pages.ts',
  bench: 'e2e/bench/run.ts',
  faults: 'e2e/faults/run.ts',
};

let interrupted = false;
const [task = '', ...rest] = process.argv.slice(2);
if (task === 'npm') {
  // Packages are added only through the pinned Node: an older one quietly takes old major versions.
  hand(['npm', ...rest]);
} else if (task in tasks && existsSync(join(root, tasks[task]))) {
  await install();
  hand([nodeProgram(), join(root, tasks[task]), ...rest]);
} else {
  stop(
    `「${task}」という仕事はありません。`,
    `There is no task "${task}".`,
    `npm start, npm test, node run.js ${Object.keys(tasks).join(' | ')} | npm`,
  );
}

/** Installs when the lockfile is not the one that was installed last. */
async function install() {
  const stamp = join(root, 'node_modules/.installed-lock');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const isThere = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (isThere()) return;
  // Two first starts at once would take the packages away from each other: one installs, the other waits.
  const release = await holdInstallation();
  if (isThere()) return release();
  console.log(
    '部品をそろえています（初回は 1 分ほど）… / Installing packages (about a minute the first time)…',
  );
  const status = await new Promise((settle) => {
    const child = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    forwardSignals(child);
    child.on('error', () => settle(127));
    child.on('exit', (code, signal) => settle(code ?? 128 + constants.signals[signal]));
  });
  if (interrupted) process.exit(130);
  if (status !== 0) {
    stop(
      '部品をそろえられませんでした。上の行の理由を確かめ、npm の接続先（社内の複製など）とディスクの空きを見て、もう一度始めてください。',
      'The packages could not be installed. See the lines above, check the npm registry setting and the free disk space, and start again.',
    );
  }
  writeFileSync(stamp, wanted);
  release();
}

/** Waits until no other start installs here; a lock that nobody has renewed for a while is a dead one's. */
async function holdInstallation() {
  const lock = join(root, '.installing');
  const mine = `${process.pid} ${Date.now()}`;
  let told = false;
  for (;;) {
    try {
      writeFileSync(lock, mine, { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const seen = statSync(lock, { throwIfNoEntry: false });
    if (seen && Date.now() - seen.mtimeMs > 15_000) rmSync(lock, { force: true });
    else if (!told) {
      told = true;
      console.log(
        'ほかの始動が部品をそろえています。終わるまで待ちます… / Another start is installing packages; waiting for it…',
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 300 + Math.random() * 200));
  }
  const isMine = () => existsSync(lock) && readFileSync(lock, 'utf8') === mine;
  const renew = setInterval(() => isMine() && utimesSync(lock, new Date(), new Date()), 2000);
  const release = () => {
    clearInterval(renew);
    if (isMine()) rmSync(lock, { force: true });
  };
  process.on('exit', release);
  return release;
}

function nodeFolder() {
  return join(root, `node_modules/node-${process.platform}-${process.arch}/bin`);
}

function nodeProgram() {
  const packaged = join(nodeFolder(), 'node');
  if (existsSync(packaged)) return packaged;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return stop(
    `この機械（${process.platform} ${process.arch}）用の Node 24 が部品にありません。Node 24 以上を入れて始めてください。`,
    `The packages hold no Node 24 for this machine (${process.platform} ${process.arch}). Install Node 24 or newer and start again.`,
  );
}

function hand([program, ...args]) {
  // The channel tells the child when this process is killed without a chance to forward anything.
  const child = spawn(program, args, {
    cwd: process.cwd(),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PATH: `${nodeFolder()}${delimiter}${process.env.PATH ?? ''}`,
      // Compiled code is kept, which takes nearly half off the time to start.
      NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'),
    },
  });
  forwardSignals(child);
  child.on('error', (error) => stop(`始められません: ${error.message}`, `Cannot start: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

/** What reaches this process is meant for the one that works. */
function forwardSignals(child) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      interrupted = true;
      child.kill(signal);
    });
  }
}

function stop(...lines) {
  for (const line of lines) console.error(line);
  process.exit(1);
}
