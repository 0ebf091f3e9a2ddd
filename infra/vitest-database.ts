import { joinTestServer, leaveTestServer } from './test-server.ts';

/** Vitest's global set-up of the tests that use a database. */
export async function setup(): Promise<() => Promise<void>> {
  const { port, template } = await joinTestServer();
  // Workers are started afterwards and inherit it.
  process.env.ENGAWA_TEST_SERVER = `${port}/${template}`;
  return leaveTestServer;
}
