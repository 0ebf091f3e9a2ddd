import { afterAll, beforeAll, expect, test } from 'vitest';
import { io } from 'socket.io-client';
import { protocolVersion } from '@engawa/contract/protocol';
import { newId } from '@engawa/db/id';
import { TestBrowser } from '../../../../../infra/test-browser.ts';
import { testHouse, type Made, type TestHouse } from '../../../../../infra/test-house.ts';

// The tests themselves connect from 127.0.0.1: a proxy to the first house, a stranger to the second.
let behindProxy: TestHouse;
let open: TestHouse;

beforeAll(async () => {
  behindProxy = await testHouse({ TRUSTED_PROXIES: '127.0.0.1, 172.30.90.0/24' });
  open = await testHouse({ TRUSTED_PROXIES: '172.30.90.0/24' });
});
afterAll(() => Promise.all([behindProxy.stop(), open.stop()]));

async function lastAddress(house: TestHouse, action: string): Promise<string | null | undefined> {
  const row = await house.db
    .selectFrom('audit')
    .select('address')
    .where('action', '=', action)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row?.address;
}

const forwarded = (told: string) => ({ 'x-forwarded-for': told });

async function overRest(house: TestHouse, told: string): Promise<string | null | undefined> {
  const body = { name: 'nobody', password: 'wrong, and long enough' };
  await new TestBrowser(house.origins.lgwan).ask('POST', '/api/sign-in', body, forwarded(told));
  return lastAddress(house, 'sign-in:failed');
}

async function overSocket(house: TestHouse, person: Made, told: string): Promise<string | null | undefined> {
  const origin = house.origins.lgwan;
  const socket = io(origin, {
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { cookie: person.cookies.lgwan, origin, ...forwarded(told) },
    auth: { protocol: protocolVersion },
  });
  await new Promise((resolve) => socket.once('hello', resolve));
  const input = { clientId: newId(), helpLine: `内線 ${told.length}` };
  await socket.timeout(8000).emitWithAck('command', 'hall:change', input);
  socket.disconnect();
  return lastAddress(house, 'hall:changed');
}

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['203.0.113.1, 192.0.2.7', '192.0.2.7'],
  ['203.0.113.1, 192.0.2.7, 172.30.90.4', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['unknown', '127.0.0.1'],
  ['', '127.0.0.1'],
])('behind a proxy that says %j, the address is %s', async (told, address) => {
  const person = await behindProxy.person('髙田 美咲', { roles: ['system'] });
  expect(await overRest(behindProxy, told)).toBe(address);
  expect(await overSocket(behindProxy, person, told)).toBe(address);
});

test('what a stranger writes into the header is not believed', async () => {
  const person = await open.person('髙田 美咲', { roles: ['system'] });
  expect(await overRest(open, '192.0.2.7')).toBe('127.0.0.1');
  expect(await overSocket(open, person, '192.0.2.7, 172.30.90.4')).toBe('127.0.0.1');
});

test('a hall behind one proxy is not one address: a stranger who guesses slows nobody else', async () => {
  await behindProxy.db.deleteFrom('signInFailure').execute();
  const attempt = (name: string, from: string) =>
    new TestBrowser(behindProxy.origins.lgwan).ask(
      'POST',
      '/api/sign-in',
      { name, password: 'wrong, and long enough' },
      forwarded(from),
    );
  const guesses = [];
  for (let n = 0; n < 80; n += 1) guesses.push((await attempt(`guess-${n}`, '203.0.113.9')).status);
  expect(guesses).toContain(429);
  expect((await attempt('hanako', '192.0.2.7')).status).toBe(401);
}, 60_000);
