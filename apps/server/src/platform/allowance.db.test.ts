import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Answer } from '@engawa/contract/live';
import { newId } from '@engawa/db/id';
import { TestBrowser } from '@engawa/infra/test-browser';
import { testHouse, type TestHouse } from '@engawa/infra/test-house';

let house: TestHouse;

beforeAll(async () => {
  house = await testHouse({ WRITE_RATE: '5' });
});
afterAll(() => house.stop());

test('whoever writes faster than anybody types is told to wait, on every device alike, and nobody else', async () => {
  const [hanako, ken] = [await house.person('花子'), await house.person('健')];
  const write = (person = hanako, origin = house.origins.lgwan) =>
    new TestBrowser(
      origin,
      origin === house.origins.lgwan ? person.cookies.lgwan : person.cookies.internet,
    ).post('/api/commands/folder:save', { clientId: newId(), id: null, name: '束', orderNo: 1 });
  const answers = await Promise.all(Array.from({ length: 80 }, () => write()));
  const refused = answers.filter(({ status }) => status === 429);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(15);
  expect(refused.length).toBeGreaterThan(10);
  expect(refused[0]?.headers.get('retry-after')).toBe('1');
  expect(refused[0]?.body).toEqual({
    ok: false,
    error: { code: 'too_many_requests', retry: true, retryAfterMs: 1000 },
  });
  const elsewhere = await Promise.all(
    Array.from({ length: 40 }, () => write(hanako, house.origins.internet)),
  );
  expect(elsewhere.filter(({ status }) => status === 429).length).toBeGreaterThan(10);
  expect((await write(ken)).status).toBe(200);
  const browser = new TestBrowser(house.origins.lgwan, hanako.cookies.lgwan);
  expect((await browser.get('/api/start')).status).toBe(200);
  await pause(1000);
  expect((await write()).status).toBe(200);
});

test('what a person writes counts on all their sockets and over REST together', async () => {
  const yuko = await house.person('優子');
  const sockets = await Promise.all(Array.from({ length: 6 }, () => house.connect(yuko)));
  const answers: Answer<unknown>[] = await Promise.all(
    sockets.flatMap(({ socket }) =>
      Array.from({ length: 10 }, () =>
        socket.timeout(8000).emitWithAck('command', 'folder:save', {
          clientId: newId(),
          id: null,
          name: '束',
          orderNo: 1,
        }),
      ),
    ),
  );
  // Three seconds' worth at once, and what comes in while they are written.
  expect(answers.filter(({ ok }) => ok).length).toBeLessThan(30);
  const browser = new TestBrowser(house.origins.lgwan, yuko.cookies.lgwan);
  const write = () =>
    browser.post('/api/commands/folder:save', { clientId: newId(), id: null, name: '束', orderNo: 1 });
  // Five a second come back; of ten at once some are still too many, and with an allowance of their own none would be.
  const over = await Promise.all(Array.from({ length: 10 }, write));
  expect(over.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
});

test('handshakes of one session are heard only so often, whatever else the cookies say', async () => {
  const kaito = await house.person('海斗');
  const knock = async (n: number): Promise<number | undefined> => {
    const socket = new WebSocket(
      `${house.origins.lgwan.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`,
      { headers: { origin: house.origins.lgwan, cookie: `other=${n}; ${kaito.cookies.lgwan}` } },
    );
    socket.on('error', () => {});
    const [event] = await Promise.race([
      once(socket, 'open').then(() => ['open']),
      once(socket, 'unexpected-response').then(([, { statusCode }]) => [statusCode]),
    ]);
    socket.terminate();
    return event === 'open' ? 101 : event;
  };
  const told: (number | undefined)[] = [];
  for (let n = 0; n < 100; n += 1) told.push(await knock(n));
  expect(told.slice(0, 40)).toEqual(Array.from({ length: 40 }, () => 101));
  expect(told.filter((status) => status === 429).length).toBeGreaterThan(10);
});
