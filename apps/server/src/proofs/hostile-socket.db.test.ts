import { connect as openPort } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { faultsIn, openAttacked, type Attacked } from '../../../../infra/hostile-ground.ts';
import { hostileValues, spoiltInputs, triedCommands } from '../../../../infra/hostile-values.ts';

let attacked: Attacked;
let house: Attacked['house'];
let owner: Attacked['owner'];
let channel: string;
let ground: Attacked['ground'];
let browser: Attacked['browser'];
let sent = 0;

beforeAll(async () => {
  attacked = await openAttacked();
  ({ house, owner, channel, ground, browser } = attacked);
});
afterAll(() => house.stop());

test('hostile inputs over the socket are answered like any other', async () => {
  for (const part of [triedCommands.slice(0, 9), triedCommands.slice(9, 18), triedCommands.slice(18)]) {
    let colleague = await house.connect(owner);
    for (const name of part) {
      // A frame that is too large costs the socket, as it should.
      if (!colleague.socket.connected) colleague = await house.connect(owner);
      for (const input of spoiltInputs(name, ground).slice(0, 6)) {
        const told: unknown = await Promise.race([
          colleague.socket
            .timeout(3000)
            .emitWithAck('command', name, input)
            .catch(() => 'silent'),
          new Promise((resolve) => colleague.socket.once('disconnect', () => resolve('cut'))),
        ]);
        sent += 1;
        if (told === 'cut') break;
        expect(JSON.stringify(told), `${name} ${JSON.stringify(input).slice(0, 200)}`).not.toMatch(
          /"unexpected"|silent/,
        );
      }
    }
    for (const value of hostileValues) {
      for (const event of ['live:resume', 'live:fill', 'typing', 'presence:watch', 'nonsense'])
        colleague.socket.emit(event, value);
      colleague.socket.emit('command', value, value, value);
      sent += 6;
      await sleep(2);
    }
    colleague.close();
  }
}, 120_000);

test('malformed packets cut one socket and nobody else', async () => {
  const bystander = await house.connect(owner);
  const packets: (string | Buffer)[] = [
    '4',
    '42',
    '4["x"]',
    '42[',
    '42["command"',
    '42["command","message:send",{}',
    '420["command","message:send"]',
    '42["__proto__",{}]',
    '42["constructor",{}]',
    '42["connect",{}]',
    '42["disconnect"]',
    '42["newListener",{}]',
    '451-["command",{"_placeholder":true,"num":0}]',
    '459999999999-["x"]',
    '46/admin,',
    '40/admin,{}',
    '40{"__proto__":{"x":1}}',
    '41',
    '44{"message":"x"}',
    '49',
    '5',
    '9',
    'b',
    'bAAAA',
    '\u0000',
    '42' + '['.repeat(30_000),
    `42["command","message:send",{"body":"${'x'.repeat(60_000)}"}]`,
    `42["x","${'y'.repeat(200_000)}"]`,
    Buffer.from([0]),
    Buffer.alloc(70_000, 0x42),
    Buffer.from('42["command"]'),
  ];
  for (const packet of [...packets, ...packets.map(String)]) {
    const socket = new WebSocket(
      `${house.origins.lgwan.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`,
      {
        headers: { cookie: owner.cookies.lgwan, origin: house.origins.lgwan },
      },
    );
    socket.on('error', () => {});
    await new Promise((resolve) => socket.once('open', resolve).once('close', resolve));
    socket.send('40{"protocol":1}');
    await sleep(5);
    if (socket.readyState === WebSocket.OPEN) socket.send(packet);
    await sleep(10);
    socket.terminate();
    sent += 1;
  }
  for (const bytes of [
    'GET /socket.io/ HTTP/1.1\r\n\r\n',
    '\0\0\0\0',
    'GET / HTTP/9.9\r\n\r\n',
    'POST /api/sign-in HTTP/1.1\r\nContent-Length: -1\r\n\r\n',
    `GET /${'a'.repeat(40_000)} HTTP/1.1\r\n\r\n`,
  ]) {
    const port = openPort(Number(new URL(house.origins.lgwan).port), '127.0.0.1');
    port.on('error', () => {});
    port.end(bytes);
    await sleep(10);
    port.destroy();
    sent += 1;
  }
  await bystander.settle();
  expect(bystander.socket.connected).toBe(true);
}, 60_000);

test('after all of it the house stands, nothing was logged as a fault, and 400 came', async () => {
  expect(faultsIn(attacked)).toEqual([]);
  expect(sent).toBeGreaterThan(400);
  expect((await browser().get('/health/ready')).status).toBe(200);
  const page = await browser().get(`/api/channels/${channel}/messages`);
  expect(page.status).toBe(200);
});
