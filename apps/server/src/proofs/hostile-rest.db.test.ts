import { request as rawRequest } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsIn, openAttacked, type Attacked } from '../../../../infra/hostile-ground.ts';
import { hostileTexts, spoiltInputs, triedCommands } from '../../../../infra/hostile-values.ts';
import { TestBrowser } from '../../../../infra/test-browser.ts';

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

const openPaths = [
  '/api/sign-in',
  '/api/activate',
  '/api/activate/check',
  '/api/setup/open',
  '/api/setup/hall',
];

test('hostile inputs of every command are refused or taken, never met with a fault', async () => {
  for (const name of triedCommands) {
    const answers = await Promise.all(
      spoiltInputs(name, ground).map((input) =>
        browser()
          .post(`/api/commands/${name}`, input)
          .then((told) => ({ input, told })),
      ),
    );
    sent += answers.length;
    for (const { input, told } of answers) {
      expect(told.status, `${name} ${JSON.stringify(input).slice(0, 300)} ${told.text}`).toBeLessThan(500);
    }
  }
  expect(Object.getPrototypeOf({})).not.toHaveProperty('admin');
}, 120_000);

test('hostile bodies and content types are refused on every way in', async () => {
  const bodies = [
    '',
    'null',
    '[]',
    '"x"',
    '{',
    '{"a":1,}',
    '[' + '['.repeat(50_000),
    '{"a":'.repeat(20_000),
    '{"__proto__":{"admin":true}}',
    '{"constructor":{"prototype":{"admin":true}}}',
    '\ufeff{}',
    '{"name":"\\ud800","password":"\\u0000"}',
    '{"name":"\\u0000","password":"x"}',
    JSON.stringify({ name: 'x', password: 'y'.repeat(300_000) }),
  ];
  const types = [
    'application/json',
    'application/json; charset=utf-16',
    'application/json;charset=utf-8;charset=utf-7',
    'application/JSON',
    'application/json ,text/plain',
    'application/json\t; x=y',
    ' application/json',
    'application/jsonx',
    'application/json;',
    'application/vnd.api+json',
    'text/plain',
    'text/plain;application/json',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'application/octet-stream',
    'text/csv',
    'image/svg+xml',
    '',
    'x',
    '/',
    'application/json; __proto__=x',
  ];
  const paths = [
    ...openPaths,
    '/api/password',
    '/api/commands/message:send',
    '/api/people/import/file',
    '/api/people/import/preview',
    '/api/me/photo',
    '/api/nothing',
  ];
  for (const path of paths) {
    const tries = [
      ...bodies.map((body) => ['application/json', body] as const),
      ...types.map((type) => [type, '{"name":"x"}'] as const),
    ];
    const answers = await Promise.all(
      tries.map(([type, body]) =>
        browser()
          .ask('POST', path, body, { 'content-type': type })
          .then((told) => ({ type, body, told })),
      ),
    );
    sent += answers.length;
    for (const { type, body, told } of answers) {
      expect(told.status, `${path} ${type} ${body.slice(0, 60)} ${told.text}`).toBeLessThan(500);
      const isOurs = /^application\/json(;\s*charset=utf-8)?$/i.test(type.trim());
      if (!isOurs && path.startsWith('/api/commands')) expect(told.status, `${path} ${type}`).toBe(400);
    }
  }
}, 120_000);

test('hostile texts in the fields of signing in are wrong, like any others', async () => {
  const browserless = new TestBrowser(house.origins.lgwan);
  for (const path of openPaths) {
    for (const text of hostileTexts) {
      await house.db.deleteFrom('signInFailure').execute();
      const told = await browserless.post(path, { name: text, password: text, code: text });
      sent += 1;
      expect(told.status, `${path} ${JSON.stringify(text).slice(0, 60)} ${told.text}`).toBeLessThan(500);
    }
  }
}, 120_000);

test('hostile addresses are not found or refused', async () => {
  const parts = [
    ...hostileTexts.map((text) => encodeURIComponent(text.toWellFormed()).slice(0, 6_000)),
    '%00',
    '%ff%fe',
    '%',
    '%zz',
    '%c0%ae%c0%ae/',
    '..%2f..%2fetc%2fpasswd',
    ';a=b',
    '__proto__',
    '1'.repeat(5_000),
  ];
  const shapes = [
    (part: string) => `/${part}`,
    (part: string) => `/api/${part}`,
    (part: string) => `/api/channels/${part}/messages`,
    (part: string) => `/api/channels/${channel}/messages?around=${part}&limit=${part}`,
    (part: string) => `/api/messages/quoted?ids=${part}`,
    (part: string) => `/api/admin/people?q=${part}&after=${part}`,
    (part: string) => `/api/admin/audit?text=${part}&before=${part}`,
    (part: string) => `/api/admin/audit.csv?text=${part}`,
    (part: string) => `/api/photos/${part}/small`,
    (part: string) => `/socket.io/?EIO=4&transport=${part}`,
  ];
  for (const shape of shapes) {
    const answers = await Promise.all(
      parts.map((part) => raw('GET', shape(part)).then((status) => ({ part, status }))),
    );
    sent += answers.length;
    for (const { part, status } of answers) expect(status, shape(part).slice(0, 200)).toBeLessThan(500);
  }
}, 120_000);

test('hostile headers and methods are refused', async () => {
  const cookies = [
    '=',
    ';;;',
    'engawa-lgwan',
    `engawa-lgwan=${'x'.repeat(43)}`,
    'a=b; '.repeat(2_000),
    'engawa-lgwan=__proto__',
    `${owner.cookies.lgwan}; `.repeat(50),
  ];
  for (const cookie of cookies)
    expect(await raw('GET', '/api/sessions', { cookie }), cookie.slice(0, 40)).toBeLessThan(500);
  for (const method of [
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'HEAD',
    'TRACE',
    'PROPFIND',
    'SEARCH',
    'M-SEARCH',
  ]) {
    for (const path of ['/api/sessions', '/api/sign-in', '/', '/api/commands/message:send']) {
      expect(await raw(method, path), `${method} ${path}`).toBeLessThan(500);
      sent += 1;
    }
  }
  for (const origin of [
    'null',
    'http://127.0.0.1',
    'http://127.0.0.1.example',
    `${house.origins.lgwan}.x`,
    house.origins.internet,
    'file://',
    '',
  ]) {
    const status = await raw(
      'POST',
      '/api/commands/preference:set',
      { origin, 'content-type': 'application/json' },
      '{}',
    );
    expect(status, origin).toBe(origin === house.origins.internet ? 400 : 403);
  }
  for (const forged of [
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'forwarded',
    'x-zone',
    'host',
  ]) {
    const told = await new TestBrowser(house.origins.internet).ask(
      'GET',
      '/api/welcome',
      undefined,
      forged === 'host' ? {} : { [forged]: 'lgwan' },
    );
    expect(told.body).toMatchObject({ zone: 'internet' });
    sent += 1;
  }
}, 60_000);

test('after all of it the house stands, nothing was logged as a fault, and 1,600 came', async () => {
  expect(faultsIn(attacked)).toEqual([]);
  expect(sent).toBeGreaterThan(1_600);
  expect((await browser().get('/health/ready')).status).toBe(200);
  const page = await browser().get(`/api/channels/${channel}/messages`);
  expect(page.status).toBe(200);
});

/** A request as no client library would send it. */
function raw(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<number> {
  return new Promise((resolve) => {
    const { port } = new URL(house.origins.lgwan);
    const asked = rawRequest(
      {
        host: '127.0.0.1',
        port,
        method,
        path: path.replaceAll(' ', '%20'),
        headers: { cookie: owner.cookies.lgwan, origin: house.origins.lgwan, ...headers },
      },
      (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? 0));
      },
    );
    asked.on('error', () => resolve(400));
    asked.end(body);
  });
}
