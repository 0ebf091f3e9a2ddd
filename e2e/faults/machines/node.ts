import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Zone } from '@engawa/contract/labels';
import { root } from '@engawa/infra/program';
import { freePort } from '@engawa/infra/ports';
import { NodeDoor } from './node-door.ts';
import { Door } from './door.ts';
import type { BusDoor } from './bus-door.ts';

type Entrance = { door: NodeDoor; port: number; doorPort: number };

/** One server process with the doors around it. */
export class ServerNode {
  readonly name: string;
  readonly entrances: Record<Exclude<Zone, 'guest'>, Entrance>;
  readonly database: Door;
  readonly bus: BusDoor | undefined;
  readonly #folder: string;
  readonly #environment: Record<string, string>;
  #child: ChildProcess | undefined;

  private constructor(
    { name, entrances, database, bus }: Pick<ServerNode, 'name' | 'entrances' | 'database' | 'bus'>,
    folder: string,
    environment: Record<string, string>,
  ) {
    this.name = name;
    this.entrances = entrances;
    this.database = database;
    this.bus = bus;
    this.#folder = folder;
    this.#environment = environment;
  }

  static async create(
    name: string,
    folder: string,
    parts: { databaseUrl: (port: number) => string; databasePort: number; bus?: BusDoor | undefined },
  ): Promise<ServerNode> {
    const data = join(folder, name);
    mkdirSync(data, { recursive: true });
    const [lgwan, internet] = [await entrance(), await entrance()];
    const database = new Door(parts.databasePort);
    const databasePort = await freePort();
    await database.listen(databasePort);
    let redis = {};
    if (parts.bus) {
      const busPort = await freePort();
      await parts.bus.listen(busPort);
      redis = { REDIS_URL: `redis://127.0.0.1:${busPort}` };
    }
    const environment = {
      DATABASE_URL: parts.databaseUrl(databasePort),
      ENGAWA_DATA: data,
      METRICS_PORT: '0',
      LISTEN: `lgwan=127.0.0.1:${lgwan.port},internet=127.0.0.1:${internet.port}`,
      LOG_LEVEL: 'warn',
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
      NODE_NAME: name,
      ...redis,
    };
    const { bus } = parts;
    return new ServerNode({ name, entrances: { lgwan, internet }, database, bus }, data, environment);
  }

  origin(zone: Exclude<Zone, 'guest'>): string {
    return `http://127.0.0.1:${this.entrances[zone].port}`;
  }

  /** The address that people use. */
  address(zone: Exclude<Zone, 'guest'>): string {
    return `http://127.0.0.1:${this.entrances[zone].doorPort}`;
  }

  get doors(): NodeDoor[] {
    return [this.entrances.lgwan.door, this.entrances.internet.door];
  }

  start(clockOffsetMs = 0): void {
    const output = openSync(join(this.#folder, 'output.log'), 'a');
    // A database that is starting with a moved clock lends its environment to this process for a moment.
    const { LD_PRELOAD: _, ...own } = process.env;
    this.#child = spawn(process.execPath, [join(root, 'apps/server/src/main.ts')], {
      cwd: root,
      stdio: ['ignore', output, output],
      env: { ...own, ...this.#environment, ENGAWA_CLOCK_OFFSET_MS: String(clockOffsetMs) },
    });
    closeSync(output);
  }

  get isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || !this.isRunning) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await Promise.race([gone, pause(10_000, undefined, { ref: false })]);
    if (this.isRunning) {
      child.kill('SIGKILL');
      await gone;
    }
  }

  async isReady(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.origin('lgwan')}/health/ready`, {
        signal: AbortSignal.timeout(2000),
      });
      return answer.ok;
    } catch {
      return false;
    }
  }

  /** Waits until it serves; one that ended by itself, say because the database was away, is started again. */
  async becomeReady(withinMs = 90_000): Promise<void> {
    const until = performance.now() + withinMs;
    while (!(await this.isReady())) {
      if (performance.now() > until) throw new Error(`${this.name} does not serve: ${this.#lastWords}`);
      if (!this.isRunning) this.start();
      await pause(50);
    }
  }

  get #lastWords(): string {
    return readFileSync(join(this.#folder, 'output.log'), 'utf8').trim().split('\n').slice(-3).join('\n');
  }

  heal(): void {
    for (const door of this.doors) door.heal();
    this.database.heal();
    this.bus?.heal();
  }

  async remove(): Promise<void> {
    await this.end('SIGKILL');
    await Promise.all(
      [...this.doors, this.database, ...(this.bus ? [this.bus] : [])].map((door) => door.close()),
    );
  }
}

async function entrance(): Promise<Entrance> {
  const port = await freePort();
  const door = new NodeDoor(port);
  const doorPort = await freePort();
  await door.listen(doorPort);
  return { door, port, doorPort };
}
