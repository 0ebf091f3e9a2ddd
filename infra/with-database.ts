import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '@engawa/server/src/env.ts';
import { openDataFolder, readMarker } from './data-folder.ts';
import { embeddedUrl, migrateDatabase, openEmbedded, openOutside } from './database.ts';
import { findRunning } from './postgres.ts';

/** Does work on the database of the settings, whether the product runs or not; nothing is left running. */
export async function withDatabase<T>(settings: Settings, work: (url: string) => Promise<T>): Promise<T> {
  const { databaseUrl, dataDir } = settings;
  if (databaseUrl) {
    await openOutside(databaseUrl);
    return work(databaseUrl);
  }
  const cluster = join(dataDir, 'postgresql');
  const running = existsSync(cluster) ? await findRunning(cluster) : undefined;
  if (running) return work(embeddedUrl(readMarker(dataDir), running.port));
  const folder = openDataFolder(dataDir);
  try {
    const database = await openEmbedded(folder);
    try {
      await migrateDatabase(database.url);
      return await work(database.url);
    } finally {
      await database.stop();
    }
  } finally {
    folder.release();
  }
}
