import { spawn, execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { takeLock } from './lock.ts';
import { endStubborn, markOf } from './processes.ts';

/** The LiveKit that Engawa was tried with. */
export const liveKitVersion = '1.13.5';

const module = `github.com/livekit/livekit-server/cmd/server@v${liveKitVersion}`;
/** Lines that the build of this version says, one a package. */
const packages = 907;
const oldestGo = [1, 26];

/** A livekit-server that can be run. */
export type LiveKitProgram = { path: string; version: string };

/** Where this user keeps what was built, by version. */
export function liveKitCache(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'engawa/livekit', liveKitVersion);
}

/** The program that was named, one on the path of the same line, or the one kept in the cache. */
export function findLiveKit(named?: string): LiveKitProgram | undefined {
  if (named) return asProgram(named);
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const found = asProgram(join(folder, 'livekit-server'));
    if (found?.version.startsWith(liveKitVersion.replace(/\.\d+$/, '.'))) return found;
  }
  return asProgram(join(liveKitCache(), 'livekit-server'));
}

/** The Go that can build it, if there is one. */
export function findGo(): string | undefined {
  const places = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/go/bin'];
  return places.map((folder) => join(folder, 'go')).find((path) => existsSync(path) && isNewEnough(path));
}

export type Building = {
  /** Answers with the program, or undefined where it could not be built or was stopped. */
  done: Promise<LiveKitProgram | undefined>;
  stop: () => Promise<void>;
};

/**
 * Builds it into the cache, at low priority. Of two starts at once one builds and the other waits for it.
 */
export function buildLiveKit(go: string, onProgress: (percent: number) => void): Building {
  const folder = liveKitCache();
  const making = `${folder}.making-${process.pid}`;
  let isStopping = false;
  let end = async () => {};

  const build = async (): Promise<LiveKitProgram | undefined> => {
    mkdirSync(folder, { recursive: true });
    for (;;) {
      const lock = takeLock(join(folder, 'building.lock'));
      if ('release' in lock) {
        try {
          return findLiveKit() ?? (await install());
        } finally {
          lock.release();
        }
      }
      await pause(500);
      if (isStopping) return undefined;
    }
  };

  const install = async (): Promise<LiveKitProgram | undefined> => {
    mkdirSync(making, { recursive: true });
    const child = spawn('nice', ['-n', '19', go, 'install', '-v', '-trimpath', module], {
      cwd: making,
      env: { ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOBIN: making },
      // Its own process group: the compilers that it starts end with it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { promise, resolve } = Promise.withResolvers<number>();
    child.once('error', () => resolve(127));
    child.once('close', (code) => resolve(code ?? 1));
    end = async () => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, 'SIGTERM');
      } catch {
        // It has ended already.
      }
      await endStubborn(markOf(child.pid), 3000);
    };
    let said = '';
    let lines = 0;
    const hear = (bytes: Buffer) => {
      said = `${said}${bytes}`.slice(-20_000);
      lines += bytes.toString().split('\n').length - 1;
      onProgress(Math.min(99, Math.floor((lines / packages) * 100)));
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    try {
      if ((await promise) !== 0) {
        if (!isStopping) writeFileSync(join(folder, 'build.log'), said);
        return undefined;
      }
      // Whole or not at all: nobody ever finds half a program.
      renameSync(join(making, 'server'), join(folder, 'livekit-server'));
      return findLiveKit();
    } finally {
      rmSync(making, { recursive: true, force: true });
    }
  };

  const done = build();
  return {
    done,
    stop: async () => {
      isStopping = true;
      await end();
      await done;
    },
  };
}

function asProgram(path: string): LiveKitProgram | undefined {
  try {
    accessSync(path, constants.X_OK);
    const said = execFileSync(path, ['--version'], { encoding: 'utf8', timeout: 10_000 });
    const version = /\d+\.\d+\.\d+/.exec(said)?.[0];
    return version ? { path, version } : undefined;
  } catch {
    return undefined;
  }
}

function isNewEnough(go: string): boolean {
  try {
    const said = execFileSync(go, ['env', 'GOVERSION'], {
      encoding: 'utf8',
      timeout: 10_000,
      env: { ...process.env, GOTOOLCHAIN: 'local' },
    });
    const [, major = 0, minor = 0] = (/go(\d+)\.(\d+)/.exec(said) ?? []).map(Number);
    const [wantedMajor = 0, wantedMinor = 0] = oldestGo;
    return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  } catch {
    return false;
  }
}
