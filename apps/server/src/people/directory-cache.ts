import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { businessDay } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import { directoryJson, orgSeq } from './queries.ts';

const compress = promisify(gzip);

/** The directory, ready to be sent. */
export type HeldDirectory = { etag: string; gzipped: Buffer };

/** Holds the directory compressed until the organisation or the day changes: a morning reads it once. */
export class DirectoryCache {
  readonly #platform: Platform;
  #held: { key: string; directory: Promise<HeldDirectory> } | undefined;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  async read(): Promise<HeldDirectory> {
    const { db, clock } = this.#platform;
    const today = businessDay(clock.now());
    const key = `${await orgSeq(db)}-${today}`;
    if (this.#held?.key !== key) this.#held = { key, directory: this.#make(key, today) };
    const { directory } = this.#held;
    directory.catch(() => {
      if (this.#held?.directory === directory) this.#held = undefined;
    });
    return directory;
  }

  async #make(key: string, today: string): Promise<HeldDirectory> {
    const json = await directoryJson(this.#platform.db, today, 'all');
    return { etag: `"${key}"`, gzipped: await compress(json) };
  }
}
