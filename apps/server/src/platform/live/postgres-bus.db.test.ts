import { expect, test } from 'vitest';
import { connect } from '@engawa/db/connect';
import { testDatabase } from '@engawa/infra/test-database';
import { hearByPostgres, tellByPostgres } from './postgres-bus.ts';

test('what one process tells, another hears, however many scopes it wrote', async () => {
  const database = await testDatabase();
  const server = connect(database.url, { max: 2 });
  const worker = connect(database.url, { max: 2 });
  try {
    const heard = new Set<string>();
    const scopes = Array.from({ length: 250 }, (_, index) => `channel:${index}`);
    const { promise: all, resolve } = Promise.withResolvers<void>();
    const hear = (poke: string) => {
      heard.add(poke);
      if (heard.size === scopes.length) resolve();
    };
    await hearByPostgres(server.sql, hear, () => {});
    tellByPostgres(worker.sql).poke(scopes);
    await all;
    expect([...heard].sort()).toEqual([...scopes].sort());
  } finally {
    await Promise.all([server.db.destroy(), worker.db.destroy()]);
    await database.drop();
  }
});
