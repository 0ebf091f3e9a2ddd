import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { mediaNoteName, MediaNote } from '@engawa/server/src/platform/livekit/health.ts';
import { liveKitVersion } from './livekit-program.ts';
import { freePort } from './ports.ts';
import { isAlive, markOf, stillRuns } from './processes.ts';
import { processesOf, StartedCommand, temporaryFolder } from './started.ts';
import { noMedia } from './test-media.ts';

const folder = temporaryFolder();
const metrics = await freePort();
const [signal, udp] = [await freePort(), await freePort()];
const env = {
  PORT: String(await freePort()),
  METRICS_PORT: String(metrics),
  ENGAWA_DATA: folder.path,
  MEDIA: 'on',
  MEDIA_PORT: String(signal),
  MEDIA_UDP_PORT: String(udp),
};
const commands: StartedCommand[] = [];
const start = (more: Record<string, string> = {}) => {
  const command = new StartedCommand({ env: { ...env, ...more } });
  commands.push(command);
  return command;
};
afterEach(async () => {
  for (const command of commands.splice(0)) await command.end('SIGTERM');
});
afterAll(() => folder.remove());

async function until(what: () => boolean | Promise<boolean>, milliseconds = 30_000): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!(await what())) {
    if (performance.now() > end) throw new Error(`never true: ${what}`);
    await pause(50);
  }
}

const isUp = async () =>
  /^engawa_media_up\{version="[\d.]+"\} 1$/m.test(
    await fetch(`http://127.0.0.1:${metrics}/metrics`).then(
      (told) => told.text(),
      () => '',
    ),
  );
const liveKitOf = () => processesOf(folder.path).parts.find((pid) => commOf(pid).startsWith('livekit')) ?? 0;
const commOf = (pid: number) =>
  existsSync(`/proc/${pid}/comm`) ? readFileSync(`/proc/${pid}/comm`, 'utf8') : '';
const noteOf = (data = folder.path) =>
  MediaNote.parse(JSON.parse(readFileSync(join(data, mediaNoteName), 'utf8')));

const real = test.skipIf(noMedia);
const unless = noMedia ? ` (${noMedia})` : '';

real(`LiveKit starts, is started again when killed, and ends with the rest${unless}`, async () => {
  const command = start();
  await command.running();
  expect(command.output).toContain(`LiveKit ${liveKitVersion}`);
  await until(isUp);
  const config = join(folder.path, 'livekit.yaml');
  for (const file of [config, join(folder.path, 'media-keys.json')])
    expect(statSync(file).mode & 0o777, file).toBe(0o600);
  const written = z
    .object({
      keys: z.record(z.string(), z.string().min(32)),
      rtc: z.object({ stun_servers: z.string().array() }),
    })
    .parse(JSON.parse(readFileSync(config, 'utf8')));
  expect(written.rtc.stun_servers).toEqual([`127.0.0.1:${udp}`]);

  const first = liveKitOf();
  process.kill(first, 'SIGKILL');
  await command.says(/LiveKit が止まりました/);
  await until(async () => ![0, first].includes(liveKitOf()) && (await isUp()));
  const second = liveKitOf();
  expect(await command.end()).toBe(0);
  expect(stillRuns(markOf(second))).toBe(false);
  const [secret = ''] = Object.values(written.keys);
  expect(command.output).not.toContain(secret);
});

real(`what a killed start left of LiveKit is ended by the next, on the same ports${unless}`, async () => {
  const first = start();
  await first.running();
  await until(isUp);
  const left = liveKitOf();
  process.kill(processesOf(folder.path).start ?? 0, 'SIGKILL');
  await first.exited;
  expect(isAlive(left)).toBe(true);
  const second = start();
  await second.running();
  await until(isUp);
  expect(stillRuns(markOf(left))).toBe(false);
  expect(second.output).toContain(`127.0.0.1:${signal}`);
});

test('where there is neither LiveKit nor Go, all but voice is served, and the start says what is missing', async () => {
  const nowhere = join(dirname(folder.path), 'nowhere');
  const command = start({ LIVEKIT_SERVER: nowhere });
  await command.running();
  expect(command.output).toContain('livekit-server か Go 1.26');
  expect(command.output).toContain('install livekit-server or Go 1.26');
  expect(noteOf().state).toEqual({ state: 'absent', why: 'no-program' });
});

test('while LiveKit is built all else is served; two starts build once; a stop ends the build', async () => {
  const home = join(dirname(folder.path), 'home');
  const tools = join(home, 'tools');
  mkdirSync(tools, { recursive: true });
  // A Go that takes its time: what it makes and how it is called is what matters here.
  const go = `#!/bin/sh
if [ "$1" = env ]; then echo go1.26.8; exit 0; fi
echo $$ >> ${home}/builds
for n in 1 2 3 4 5 6; do echo "package/$n" >&2; sleep 0.5; done
printf '#!/bin/sh\\nif [ "$1" = --version ]; then echo livekit-server version ${liveKitVersion}; else sleep 60; fi\\n' > "$GOBIN/server"
chmod +x "$GOBIN/server"
`;
  writeFileSync(join(tools, 'go'), go, { mode: 0o755 });
  const PATH = [
    tools,
    ...(process.env.PATH ?? '').split(':').filter((each) => !each.includes('livekit')),
  ].join(':');
  const other = temporaryFolder();
  const more = { PATH, HOME: home, XDG_CACHE_HOME: join(home, 'cache') };
  const first = start(more);
  const second = start({
    ...more,
    ENGAWA_DATA: other.path,
    PORT: String(await freePort()),
    METRICS_PORT: '0',
    MEDIA_PORT: String(await freePort()),
    MEDIA_UDP_PORT: String(await freePort()),
  });
  await Promise.all([first.running(), second.running()]);
  const builds = () => readFileSync(join(home, 'builds'), 'utf8').trim().split('\n');
  await Promise.all([first, second].map((each) => each.says(/声の準備ができました|LiveKit \d/, 60_000)));
  expect(builds()).toHaveLength(1);
  expect(existsSync(join(home, 'cache/engawa/livekit', liveKitVersion, 'livekit-server'))).toBe(true);
  await Promise.all([first.end(), second.end()]);

  const third = start({ ...more, XDG_CACHE_HOME: join(home, 'another') });
  await third.running();
  await until(() => builds().length === 2);
  const [, building = ''] = builds();
  expect(noteOf().state.state).toBe('building');
  expect(await third.end()).toBe(0);
  expect(isAlive(Number(building))).toBe(false);
  expect(existsSync(join(home, 'another/engawa/livekit', liveKitVersion, 'livekit-server'))).toBe(false);
  other.remove();
});
