import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { protocolVersion } from '@engawa/contract/protocol';
import { channelScope } from '@engawa/contract/scopes';
import { connect as connectDatabase } from '@engawa/db/connect';
import { newId } from '@engawa/db/id';
import { testHouse, type Made, type TestHouse } from '../../../infra/test-house.ts';

let house: TestHouse;
let ken: Made;
let channel: string;

beforeAll(async () => {
  house = await testHouse({ WRITE_RATE: '1000' });
  ken = await house.person('松井 健');
  channel = await house.channel('総務連絡', [ken]);
});
afterAll(() => house.stop());

/** A page whose machine takes nothing any more, once it has joined. */
async function stalledPage(): Promise<Socket> {
  const { hostname, port, host } = new URL(house.origins.lgwan);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  socket.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${house.origins.lgwan}\r\n` +
      `Cookie: ${ken.cookies.lgwan}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  );
  await new Promise((answered) => socket.once('data', answered));
  const greeting = Buffer.from(`40{"protocol":${protocolVersion}}`);
  socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | greeting.length, 0, 0, 0, 0]), greeting]));
  await new Promise<void>((greeted) =>
    socket.on('data', (bytes: Buffer) => bytes.includes('hello') && greeted()),
  );
  socket.pause();
  return socket;
}

test('stops soon with readers that take nothing and a write that waits for a lock', async () => {
  const stalled = await Promise.all(Array.from({ length: 10 }, stalledPage));
  const writer = await house.connect(ken);
  const body = 'あ'.repeat(9000);
  const send = () =>
    writer.socket
      .timeout(3000)
      .emitWithAck('command', 'message:send', { clientId: newId(), channelId: channel, body })
      .catch(() => undefined);
  for (let n = 0; n < 60; n += 1) expect((await send()).ok).toBe(true);
  const held = Promise.withResolvers<void>();
  const letGo = Promise.withResolvers<void>();
  const { db: other } = connectDatabase(house.databaseUrl, { max: 1 });
  const holding = other.transaction().execute(async (tx) => {
    await tx.selectFrom('scope').selectAll().where('id', '=', channelScope(channel)).forUpdate().execute();
    held.resolve();
    await letGo.promise;
  });
  await held.promise;
  void send();
  await pause(100);
  const began = performance.now();
  await house.end();
  expect(performance.now() - began).toBeLessThan(5500);
  // Nobody is left to keep the process running.
  for (const socket of stalled) socket.resume();
  const open = stalled.filter((socket) => !socket.destroyed);
  await Promise.all(open.map((socket) => new Promise((end) => socket.on('close', end))));
  expect(performance.now() - began).toBeLessThan(6500);
  letGo.resolve();
  await holding;
  await other.destroy();
}, 30_000);
