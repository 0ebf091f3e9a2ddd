import { mkdtempSync, rmSync } from 'node:fs';
import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RoomServiceClient } from 'livekit-server-sdk';
import { setTimeout as pause } from 'node:timers/promises';
import { keysIn, writeConfig, type LiveKitPlan } from './livekit-config.ts';
import { findLiveKit } from './livekit-program.ts';
import { freePort } from './ports.ts';

/** Why a test of media cannot run here, or undefined where it can. */
export const noMedia = findLiveKit()
  ? undefined
  : 'no livekit-server: put one on the path, or let npm start build it once (docs/how/livekit.md)';

/** A real LiveKit for tests, on free ports of its own. */
export class TestMedia {
  readonly #folder = mkdtempSync(join(tmpdir(), 'engawa-media-'));
  readonly #plan: LiveKitPlan;
  #child: ChildProcess | undefined;

  constructor(plan: Omit<LiveKitPlan, 'key' | 'secret'>) {
    this.#plan = { ...plan, ...keysIn(this.#folder) };
  }

  get url(): string {
    return `http://127.0.0.1:${this.#plan.ports.signal}`;
  }

  get key(): string {
    return this.#plan.key;
  }

  get secret(): string {
    return this.#plan.secret;
  }

  /** LiveKit's own way to be asked, past our server. */
  get direct(): RoomServiceClient {
    return new RoomServiceClient(this.url, this.key, this.secret, { failover: false });
  }

  /** The settings of a server that uses it. */
  get settings(): Record<string, string> {
    const { key, secret, hooks } = this.#plan;
    return { LIVEKIT_URL: this.url, LIVEKIT_KEY: key, LIVEKIT_SECRET: secret, MEDIA_HOOK: hooks[0] ?? '' };
  }

  async start(): Promise<void> {
    const program = findLiveKit();
    if (!program) throw new Error(noMedia);
    this.#child = spawn(program.path, ['--config', writeConfig(this.#folder, this.#plan)], {
      stdio: 'ignore',
    });
    while (!(await answers(this.url))) await pause(30);
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (!this.#child) return;
    this.#child.once('exit', () => resolve());
    this.#child.kill('SIGKILL');
    this.#child = undefined;
    await promise;
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Starts a LiveKit that tells one server of ours. */
export async function testMedia(): Promise<TestMedia> {
  const [signal, udp, hook] = [await freePort(), await freePort(), await freePort()];
  const ports = { signal, udp, tcp: 0, metrics: 0 };
  const media = new TestMedia({ address: '127.0.0.1', ports, hooks: [`127.0.0.1:${hook}`] });
  await media.start();
  return media;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
