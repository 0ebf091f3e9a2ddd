import { promises as fs } from 'node:fs';
import path from 'node:path';
import { FileMigrationProvider, Migrator } from 'kysely/migration';
import { connect } from './connect.ts';

const folder = path.join(import.meta.dirname, '../migrations');

/**
 * Brings the database at `url` to the newest shape, or to the migration `upTo`; answers the names of the
 * migrations it ran.
 */
export async function migrate(url: string, upTo?: string): Promise<string[]> {
  const { db } = connect(url, { max: 1, name: 'engawa migrate', statementTimeoutMs: 0 });
  try {
    const migrator = new Migrator({
      db,
      provider: new FileMigrationProvider({ fs, path, migrationFolder: folder }),
    });
    const { error, results } = await (upTo ? migrator.migrateTo(upTo) : migrator.migrateToLatest());
    if (error) throw error;
    return (results ?? []).map((result) => result.migrationName);
  } finally {
    await db.destroy();
  }
}
