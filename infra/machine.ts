import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from './chromium.ts';
import { clockLibrary } from './clock-library.ts';
import { say } from './say.ts';

type Wanted = { package: string; present: () => boolean; why: string };

const inPath = (program: string) =>
  (process.env.PATH ?? '').split(':').some((folder) => existsSync(`${folder}/${program}`));

const wanted: Wanted[] = [
  {
    package: 'chromium',
    present: () => existsSync(chromium.executablePath),
    why: 'ブラウザーの試験 / browser tests',
  },
  {
    package: 'fonts-noto-cjk',
    present: () => /\w/.test(spawnSync('fc-list', [':lang=ja', 'family'], { encoding: 'utf8' }).stdout ?? ''),
    why: '日本語の文字 / Japanese glyphs',
  },
  {
    package: 'redis-server',
    present: () => inPath('redis-server'),
    why: '複数台の試験 / tests of several nodes',
  },
  {
    package: 'faketime',
    present: () => clockLibrary() !== undefined,
    why: '時計の試験 / tests of a clock that jumps',
  },
];

/** Installs what the tests need from the machine; answers the packages that are still missing. */
export function prepareMachine(): string[] {
  const missing = wanted.filter(({ present }) => !present());
  if (!missing.length) return [];
  const names = missing.map((each) => each.package);
  if (process.getuid?.() === 0 && inPath('apt-get')) {
    say(`apt-get install ${names.join(' ')}`);
    aptGet('update', '-qq');
    aptGet('install', '-y', '-qq', '--no-install-recommends', ...names);
  }
  const still = missing.filter(({ present }) => !present());
  for (const { package: name, why } of still) {
    say(`パッケージ ${name} を入れてください（${why}）。 / Please install the package ${name}.`);
  }
  return still.map((each) => each.package);
}

function aptGet(...args: string[]): void {
  spawnSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
