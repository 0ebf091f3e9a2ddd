import { readEnv } from '@engawa/server/src/env.ts';
import { migrateDatabase } from './database.ts';
import { sayFault } from './say.ts';

// Brings the database of DATABASE_URL up to date, once, before any server starts.
try {
  await migrateDatabase(readEnv().databaseUrl);
} catch (error) {
  sayFault(error);
  process.exit(1);
}
