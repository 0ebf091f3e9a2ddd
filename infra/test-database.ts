import { randomBytes } from 'node:crypto';
import { connect, joinTestServer, leaveTestServer, testUrl } from './test-server.ts';

/** A fresh, migrated database of its own; `drop` removes it. */
export type TestDatabase = { url: string; drop: () => Promise<void> };

/** Clones the migrated template, for a test file that wants real PostgreSQL. */
export async function testDatabase(): Promise<TestDatabase> {
  const given = process.env.ENGAWA_TEST_SERVER;
  const [port = '', template = ''] = given?.split('/') ?? [];
  const server = given ? { port: Number(port), template } : await joinTestServer();
  const name = `test_${randomBytes(8).toString('hex')}`;
  const admin = connect(server.port, 'postgres');
  await admin.unsafe(`create database ${name} template ${server.template}`);
  await admin.end();
  return {
    url: testUrl(server.port, name),
    drop: async () => {
      const again = connect(server.port, 'postgres');
      await again.unsafe(`drop database if exists ${name} with (force)`);
      await again.end();
      if (!given) await leaveTestServer();
    },
  };
}
