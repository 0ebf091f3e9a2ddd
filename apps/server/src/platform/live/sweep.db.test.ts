import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { channelScope } from '@engawa/contract/scopes';
import { testHouse, type TestHouse } from '@engawa/infra/test-house';
import { tellHeads } from './sweep.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.stop());

test('the digest reaches every reader, and takes one turn of the loop for each scope', async () => {
  const hanako = await house.person('花子');
  const names = Array.from({ length: 20 }, (_, n) => `課${n}`);
  const scopes = await Promise.all(
    names.map(async (name) => channelScope(await house.channel(name, [hanako]))),
  );
  const reader = await house.connect(hanako);
  const told: Record<string, number> = {};
  reader.socket.on('heads', (heads: Record<string, number>) => Object.assign(told, heads));
  const { io } = house.platform.live;
  const [socket] = io.sockets.sockets.values();
  let written = 0;
  socket?.conn.on('packetCreate', () => (written += 1));

  tellHeads(
    io,
    scopes.map((scope, n) => [scope, n + 1]),
  );
  expect(written).toBe(1);
  for (let n = 0; n < 3; n += 1) await turn();
  expect(written).toBeLessThan(8);
  await expect.poll(() => told).toEqual(Object.fromEntries(scopes.map((scope, n) => [scope, n + 1])));
});
