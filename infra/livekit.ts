import { createSocket } from 'node:dgram';
import { appendFileSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MediaState } from '@engawa/contract/media';
import type { Settings } from '@engawa/server/src/env.ts';
import type { MediaServer } from '@engawa/server/src/media-settings.ts';
import { mediaNoteName, type MediaNote } from '@engawa/server/src/platform/livekit/health.ts';
import type { ProcessNote } from './leftovers.ts';
import { keysIn, writeConfig, type LiveKitPlan } from './livekit-config.ts';
import { buildLiveKit, findGo, findLiveKit, type Building, type LiveKitProgram } from './livekit-program.ts';
import { freePort, mustBeFree, portTrouble } from './ports.ts';
import { say } from './say.ts';
import { supervise, type Supervised } from './supervise.ts';

type Parts = { settings: Settings; given: NodeJS.ProcessEnv; note: ProcessNote };

const mostLog = 5_000_000;

/** The LiveKit of a start: found or built, kept running, ended with the rest. */
export class LiveKit {
  readonly #parts: Parts;
  readonly #plan: LiveKitPlan;
  #program: LiveKitProgram | undefined;
  #building: Building | undefined;
  #running: Supervised | undefined;
  #state: MediaState = { state: 'down' };
  #stopping = false;

  constructor(parts: Parts, plan: LiveKitPlan) {
    this.#parts = parts;
    this.#plan = plan;
  }

  /** How our servers reach it, whether or not it runs yet. */
  get server(): MediaServer {
    const { key, secret, ports } = this.#plan;
    return { url: `http://127.0.0.1:${ports.signal}`, key, secret };
  }

  /** What the start tells about it. */
  get about(): string {
    const { address, ports } = this.#plan;
    if (this.#state.state === 'absent') {
      return '使えません。livekit-server か Go 1.26 を入れて始め直してください（docs/how/livekit.md） / off: install livekit-server or Go 1.26 and start again';
    }
    if (this.#building) {
      return '準備中です。LiveKit を組み立てています（数分）。ほかはすべて使えます / LiveKit is being built (some minutes); everything else works';
    }
    return `LiveKit ${this.#program?.version}（127.0.0.1:${ports.signal}、${address} UDP ${ports.udp}）`;
  }

  /** Starts the LiveKit that is there, or begins to build one; does not wait for that. */
  begin(): void {
    const { program } = this.#parts.settings.media;
    const found = findLiveKit(program);
    if (found) return this.#run(found);
    const go = program ? undefined : findGo();
    if (!go) return this.#tell({ state: 'absent', why: 'no-program' });
    this.#tell({ state: 'building', percent: 0 });
    const building = buildLiveKit(go, (percent) => this.#tell({ state: 'building', percent }));
    this.#building = building;
    void building.done
      .catch(() => undefined)
      .then((built) => {
        if (this.#stopping) return;
        this.#building = undefined;
        if (built) {
          say(`声の準備ができました（LiveKit ${built.version}）。 / Voice is ready.`);
          this.#run(built);
        } else {
          this.#tell({ state: 'absent', why: 'build-failed' });
          say(
            'LiveKit を組み立てられませんでした。声のほかは使えます（docs/how/livekit.md）。 / LiveKit could not be built; everything but voice works.',
          );
        }
      });
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#building?.stop();
    await this.#running?.stop();
    rmSync(join(this.#parts.settings.dataDir, mediaNoteName), { force: true });
  }

  #run(program: LiveKitProgram): void {
    const { settings, given, note } = this.#parts;
    this.#program = program;
    const config = writeConfig(settings.dataDir, this.#plan);
    this.#tell({ state: 'down' });
    const { PATH, HOME, TZ } = given;
    this.#running = supervise({
      run: { program: program.path, args: ['--config', config] },
      // Its own settings have names in the environment too: none may slip in.
      env: { PATH, HOME, TZ },
      hear: (bytes) => this.#log(bytes),
      onStart: (mark) => note.set('livekit', mark),
      onDeath: (how, wait) =>
        say(
          `LiveKit が止まりました（${how}）。${wait / 1000} 秒後に始め直します。 / LiveKit ended and starts again in ${wait / 1000} s.`,
        ),
    });
    this.#running.keepAlive();
  }

  /** Our servers and, through them, the pages read how far it is. */
  #tell(state: MediaState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state) && state.state === 'building') return;
    this.#state = state;
    const note: MediaNote = { state, ...(this.#program && { version: this.#program.version }) };
    const file = join(this.#parts.settings.dataDir, mediaNoteName);
    writeFileSync(`${file}.new`, JSON.stringify(note), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }

  #log(bytes: Buffer): void {
    const { logDir } = this.#parts.settings;
    const file = join(logDir, 'livekit.log');
    mkdirSync(logDir, { recursive: true });
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > mostLog) renameSync(file, `${file}.1`);
    appendFileSync(file, withoutTokens(bytes.toString()), { mode: 0o600 });
  }
}

/** LiveKit repeats a token that it refuses; none may stand in a log. */
export function withoutTokens(text: string): string {
  return text.replaceAll(/eyJ[\w-]+\.[\w-]+(\.[\w-]+)?/g, '(token)');
}

/** Chooses keys and ports: a taken one that nobody asked for gives way to a free one. */
export async function planLiveKit(
  { dataDir, media, metrics }: Settings,
  given: NodeJS.ProcessEnv,
  hooks: string[],
): Promise<LiveKitPlan> {
  const { address, ports } = media;
  const onLoopback = async (port: number, setting: string) => {
    const trouble = await portTrouble('127.0.0.1', port);
    if (trouble && given[setting]) await mustBeFree({ host: '127.0.0.1', port }, setting);
    return trouble ? freePort() : port;
  };
  const signal = await onLoopback(ports.signal, 'MEDIA_PORT');
  const udp = given['MEDIA_UDP_PORT'] || (await udpIsFree(address, ports.udp)) ? ports.udp : await freePort();
  return {
    ...keysIn(dataDir),
    address,
    ports: { signal, udp, tcp: ports.tcp, metrics: metrics.port ? await freePort(metrics.port + 1) : 0 },
    hooks,
  };
}

function udpIsFree(address: string, port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  socket.once('error', () => resolve(false));
  socket.bind({ address, port, exclusive: true }, () => socket.close(() => resolve(true)));
  return promise;
}
