import { resolve } from 'node:path';
import type { Settings } from '@engawa/server/src/env.ts';
import type { MediaServer } from '@engawa/server/src/media-settings.ts';
import { buildWeb, builtWeb } from './build-web.ts';
import { startBus, type Bus } from './bus.ts';
import { openDataFolder, type DataFolder } from './data-folder.ts';
import { migrateDatabase, openEmbedded, openOutside, type RunningDatabase } from './database.ts';
import { Fault } from './fault.ts';
import { ProcessNote } from './leftovers.ts';
import { LiveKit, planLiveKit } from './livekit.ts';
import { oneNode, proxiesFor, severalNodes, type ServerNode } from './layout.ts';
import { freePort, mustBeFree, portTrouble } from './ports.ts';
import type { Proxy } from './proxy.ts';
import { untilReady } from './ready.ts';
import { say, step } from './say.ts';
import { supervise, type Supervised } from './supervise.ts';

const sources = resolve(import.meta.dirname, '../apps/server/src');

/** Thrown by a start that was asked to stop before it was done. */
export class Interrupted extends Error {}

/** The whole product on one machine: database, servers and worker, started and stopped in order. */
export class Product {
  #settings: Settings;
  readonly #given: NodeJS.ProcessEnv;
  readonly #count: number;
  #folder: DataFolder | undefined;
  #note: ProcessNote | undefined;
  #database: RunningDatabase | undefined;
  #bus: Bus | undefined;
  #liveKit: LiveKit | undefined;
  readonly #servers: Supervised[] = [];
  #proxies: Proxy[] = [];
  #worker: Supervised | undefined;
  #watch: NodeJS.Timeout | undefined;
  #reviving: Promise<void> = Promise.resolve();
  #stopping = false;
  readonly #interrupted = Promise.withResolvers<void>();

  /** With more than one server, a bus joins them and a proxy stands before them. */
  constructor(settings: Settings, given: NodeJS.ProcessEnv, servers = 1) {
    this.#settings = settings;
    this.#given = given;
    this.#count = servers;
  }

  /** The settings it really runs with, once it has started. */
  get settings(): Settings {
    return this.#settings;
  }

  /** What the start tells about the database. */
  get database(): string {
    return this.#database?.about ?? '';
  }

  /** What the start tells about voice and pictures. */
  get media(): string {
    const { media } = this.#settings;
    if (!media.isOn) return 'なし / off';
    return this.#liveKit?.about ?? `LiveKit（外部 / outside, ${new URL(media.server?.url ?? '').host}）`;
  }

  /** Starts everything; whoever calls it must call `stop` also when this fails. */
  async start(): Promise<void> {
    await this.#takeFolder();
    await this.#chooseMetricsPort();
    for (const listener of this.#settings.listen) {
      await mustBeFree(listener, this.#given.LISTEN ? 'LISTEN' : 'PORT');
    }
    if (this.#settings.webDir === builtWeb) {
      await this.#step('画面を組み立てています', 'Building the pages', () => buildWeb());
    }
    const url = await this.#openDatabase();
    await this.#step('表を整えています', 'Preparing the tables', () => migrateDatabase(url));
    await this.#startServers(url);
    this.#startWorker(url);
    this.#liveKit?.begin();
    this.#watchDatabase();
  }

  /** Stops everything in order: first what takes requests, last what keeps the data. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#watch);
    await this.#reviving;
    await Promise.all(this.#proxies.map((proxy) => proxy.close()));
    await Promise.all(this.#servers.map((server) => server.stop()));
    await this.#worker?.stop();
    await this.#liveKit?.stop();
    await this.#bus?.stop();
    await this.#database?.stop();
    this.#note?.clear();
    this.#folder?.release();
  }

  /** Makes a running start give up at its next step. */
  interrupt(): void {
    this.#stopping = true;
    this.#interrupted.resolve();
  }

  async #takeFolder(): Promise<void> {
    this.#folder = openDataFolder(this.#settings.dataDir);
    this.#note = new ProcessNote(this.#settings.dataDir);
    await this.#note.endLeftovers();
  }

  /** Two products on one machine must not fall out over a port that nobody chose. */
  async #chooseMetricsPort(): Promise<void> {
    const { host, port } = this.#settings.metrics;
    if (!port) return;
    if (this.#given.METRICS_PORT) await mustBeFree({ host, port }, 'METRICS_PORT');
    else if (await portTrouble(host, port)) {
      this.#settings = { ...this.#settings, metrics: { host, port: await freePort() } };
    }
  }

  async #openDatabase(): Promise<string> {
    const { databaseUrl } = this.#settings;
    const folder = this.#folder;
    if (!folder) throw new Error('the data folder comes first');
    // Kept at once: a start that is interrupted here must still stop it.
    const open = async () => {
      this.#database = databaseUrl ? await openOutside(databaseUrl) : await openEmbedded(folder);
      return this.#database.url;
    };
    return this.#step('データベースを始めています', 'Starting the database', open);
  }

  async #startServers(url: string): Promise<void> {
    const several = this.#count > 1;
    if (several && !this.#settings.redisUrl) await this.#startBus();
    const nodes = several
      ? await severalNodes(this.#settings, this.#count, this.#given)
      : oneNode(this.#settings);
    await this.#planMedia(nodes);
    await this.#step('サーバーを始めています', 'Starting the server', () =>
      Promise.all(nodes.map((node) => this.#startServer(node, url))),
    );
    if (!several) return;
    for (const { at, proxy } of proxiesFor(this.#settings, nodes)) {
      this.#proxies.push(proxy);
      await proxy.listen(at);
    }
  }

  /** Decides how LiveKit is reached and whom it tells, before it is there. */
  async #planMedia(nodes: ServerNode[]): Promise<void> {
    const { media } = this.#settings;
    const note = this.#note;
    if (!media.isOn || !note) return;
    const hooks = [];
    for (const node of nodes) {
      const hook = (nodes.length === 1 && media.hook) || `127.0.0.1:${await freePort()}`;
      node.env = { ...node.env, MEDIA_HOOK: hook };
      hooks.push(hook);
    }
    if (media.server) return;
    const plan = await planLiveKit(this.#settings, this.#given, hooks);
    this.#liveKit = new LiveKit({ settings: this.#settings, given: this.#given, note }, plan);
  }

  async #startBus(): Promise<void> {
    this.#bus = await startBus();
    this.#note?.set('bus', this.#bus.mark);
    this.#settings = { ...this.#settings, redisUrl: this.#bus.url };
  }

  async #startServer({ name, listen, env }: ServerNode, url: string): Promise<void> {
    const server = this.#spawn(name, 'main.ts', { ...this.#env(url), ...env });
    this.#servers.push(server);
    const [first] = listen;
    const gaveUp = Promise.race([server.died, this.#interrupted.promise]);
    if (!first || !(await untilReady(first, gaveUp))) {
      if (this.#stopping) throw new Interrupted();
      throw new Fault({
        ja: 'サーバーを始められませんでした。上の行に理由があります。',
        en: 'The server could not start. The lines above say why.',
      });
    }
    server.keepAlive();
  }

  #startWorker(url: string): void {
    const worker = this.#spawn('worker', 'worker.ts', { ...this.#env(url), METRICS_PORT: '0' });
    this.#worker = worker;
    worker.keepAlive();
  }

  #spawn(part: string, file: string, env: NodeJS.ProcessEnv): Supervised {
    return supervise({
      run: { file: resolve(sources, file) },
      env,
      onStart: (mark) => this.#note?.set(part, mark),
      onDeath: (how, wait) =>
        say(
          `${part} が止まりました（${how}）。${wait / 1000} 秒後に始め直します。 / ${part} ended and starts again in ${wait / 1000} s.`,
        ),
    });
  }

  #env(url: string): NodeJS.ProcessEnv {
    const { dataDir, demo, redisUrl } = this.#settings;
    return {
      ...this.#given,
      DATABASE_URL: url,
      ENGAWA_DATA: dataDir,
      ENGAWA_DEMO: demo ? '1' : '0',
      ...(redisUrl && { REDIS_URL: redisUrl }),
      ...mediaEnv(this.#liveKit?.server),
    };
  }

  #watchDatabase(): void {
    this.#watch = setTimeout(() => {
      this.#reviving = this.#revive().then(() => {
        if (!this.#stopping) this.#watchDatabase();
      });
    }, 500);
  }

  async #revive(): Promise<void> {
    try {
      if (await this.#database?.revive()) {
        say('データベースが止まったので、始め直しました。 / The database had ended and was started again.');
      }
    } catch (error) {
      say(`データベースを始め直せません: ${String(error)} / The database cannot be started again.`);
    }
  }

  async #step<T>(ja: string, en: string, work: () => Promise<T>): Promise<T> {
    if (this.#stopping) throw new Interrupted();
    const result = await step(ja, en, work);
    if (this.#stopping) throw new Interrupted();
    return result;
  }
}

function mediaEnv(server: MediaServer | undefined): NodeJS.ProcessEnv {
  return server ? { LIVEKIT_URL: server.url, LIVEKIT_KEY: server.key, LIVEKIT_SECRET: server.secret } : {};
}
