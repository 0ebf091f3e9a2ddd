import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@engawa/infra/ports';
import { StartedCommand, temporaryFolder, type StartOptions } from '@engawa/infra/started';

/** A product of its own beside the sample town, on empty data, started by the real command. */
export class FreshHouse {
  readonly data: string;
  readonly origin: string;
  readonly #command: StartedCommand;
  readonly #remove: () => void;

  private constructor(port: number, { env, ...options }: StartOptions) {
    const { path, remove } = temporaryFolder();
    this.data = path;
    this.#remove = remove;
    this.origin = `http://127.0.0.1:${port}`;
    this.#command = new StartedCommand({
      ...options,
      env: { PORT: String(port), ENGAWA_DATA: path, METRICS_PORT: '0', ...env },
    });
  }

  static async open(options: StartOptions = {}): Promise<FreshHouse> {
    const house = new FreshHouse(await freePort(), options);
    try {
      await house.#command.says(/止める Stop/, 240_000);
    } catch (error) {
      await house.close();
      throw error;
    }
    return house;
  }

  /** The one-time code of the first run, as it lies in the data folder. */
  get setupCode(): string {
    return readFileSync(join(this.data, 'setup-code'), 'utf8').trim();
  }

  async close(): Promise<void> {
    await this.#command.end();
    this.#remove();
  }
}
