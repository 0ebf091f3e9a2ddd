import { request as rawRequest } from 'node:http';
import { connect as openPort } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { commands } from '@engawa/contract/socket';
import { newId } from '@engawa/db/id';
import { TestBrowser } from '../../../../infra/test-browser.ts';
import { testHouse, type Made, type TestHouse } from '../../../../infra/test-house.ts';

let house: TestHouse;
let owner: Made;
let channel: string;
let message: string;
const faults: unknown[] = [];
let sent = 0;

beforeAll(async () => {
  house = await testHouse();
  owner = await house.person('中出 さやか', { roles: ['system', 'audit', 'records'] });
  channel = await house.channel('総務連絡', [owner], { kind: 'public' });
  const colleague = await house.connect(owner);
  message = (await colleague.command('message:send', { channelId: channel, body: '内示' })).id;
  // Whatever reaches the log as an error was met by nobody's guard.
  const { log } = house.platform;
  log.error = (...args: unknown[]) => void faults.push(args);
});
afterAll(() => house.stop());

const browser = () => new TestBrowser(house.origins.lgwan, owner.cookies.lgwan);

const bell = String.fromCharCode(7);
const nul = String.fromCharCode(0);
const texts = [
  '',
  ' ',
  nul,
  `前${nul}後`,
  bell,
  '\ud800',
  '\udfff前',
  '\u202eevil.exe\u202c',
  '\u2066\u2067\u2068\u2069',
  'ア\u200b\u200c\u200d\u2060\ufeffイ',
  '\u{e0041}\u{e007f}',
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A',
  '👩‍👩‍👧‍👦🏳️‍🌈',
  '𠮷野家で𩸽を食べる',
  '\uf8ff\ue000外字',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  'javascript:alert(1)',
  '[x](javascript:alert(1))',
  '![x](data:image/svg+xml,<svg onload=alert(1)>)',
  '<a href="jav\tascript:alert(1)">x</a>',
  '{{constructor.constructor("alert(1)")()}}',
  '${7*7}#{7*7}<%= 7*7 %>',
  "' or 1=1 --",
  "'; drop table message; --",
  '\\x00\\u0000%00',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '=HYPERLINK("http://x","y")',
  '%s%s%n%x',
  'A'.repeat(70_000),
  '髙'.repeat(12_000),
  '(a+)+$'.repeat(50),
  '`'.repeat(5_000),
  '*_~['.repeat(3_000),
  '>'.repeat(5_000),
  '<@p:00000000-0000-7000-8000-000000000000>',
  '<@all>'.repeat(2_000),
  '123456789018',
  '1e999',
  'NaN',
  '__proto__',
  'constructor',
  'toString',
];
const values: unknown[] = [
  ...texts,
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  1e308,
  -0,
  [],
  {},
  [[]],
  [null],
  { length: 1e9 },
  { toString: 1 },
  { toJSON: 'x' },
  { $ne: null },
  JSON.parse('{"__proto__":{"admin":true}}'),
  JSON.parse('{"constructor":{"prototype":{"admin":true}}}'),
  Array.from({ length: 3_000 }, () => newId()),
  ['00000000-0000-0000-0000-000000000000', '\ud800'],
];

/** A good input of each command, so that one field at a time can be spoilt. */
const good = (): Record<string, unknown> => ({
  clientId: newId(),
  channelId: channel,
  messageId: message,
  personId: owner.id,
  personIds: [owner.id],
  id: newId(),
  fileId: newId(),
  stampId: newId(),
  folderId: null,
  quoteId: null,
  body: 'やあ',
  name: '名前',
  nameEn: 'name',
  purpose: '',
  label: '2',
  kind: 'private',
  role: 'member',
  reason: '理由',
  word: '了解',
  wordEn: 'ok',
  zone: 'lgwan',
  action: 'open',
  allowed: true,
  code: '2',
  on: true,
  no: 1,
  orderNo: 1,
  digest: '',
  left: 'keep',
  reading: { headingLine: 1, columns: ['name'], sameAsAbove: false },
  away: false,
  retired: false,
  muted: true,
  favourite: true,
  hallName: '縁野市',
  helpLine: '',
  myNumberWithReason: false,
  preferences: { language: 'ja' },
});

/** Inputs of a command with one field spoilt, a hostile key added, or the whole replaced. */
function spoilt(name: string): unknown[] {
  const { input } = commands[name as keyof typeof commands];
  const fields = Object.keys(input.shape);
  const whole = () =>
    Object.fromEntries(fields.flatMap((field) => (field in good() ? [[field, good()[field]]] : [])));
  const one = fields.flatMap((field) => values.map((value) => ({ ...whole(), [field]: value })));
  const step = Math.max(1, Math.floor(one.length / 24));
  const some = one.filter((_, index) => index % step === name.length % step);
  return [
    ...some,
    ...values.slice(-12),
    { ...whole(), ...JSON.parse('{"__proto__":{"x":1}}') },
    { ...whole(), extra: 1 },
  ];
}

/** Ends, opens or renames what the rest of the test stands on; their guards are the same as everybody's. */
const spared = new Set([
  'session:end',
  'person:disable',
  'role:revoke',
  'label:rule',
  'channel:leave',
  'member:remove',
]);
const names = Object.keys(commands).filter((name) => !spared.has(name));

test('hostile inputs of every command are refused or taken, never met with a fault', async () => {
  for (const name of names) {
    const answers = await Promise.all(
      spoilt(name).map((input) =>
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

test('hostile inputs over the socket are answered like any other', async () => {
  for (const part of [names.slice(0, 9), names.slice(9, 18), names.slice(18)]) {
    let colleague = await house.connect(owner);
    for (const name of part) {
      // A frame that is too large costs the socket, as it should.
      if (!colleague.socket.connected) colleague = await house.connect(owner);
      for (const input of spoilt(name).slice(0, 6)) {
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
    for (const value of values) {
      for (const event of ['live:resume', 'live:fill', 'typing', 'watch', 'nonsense'])
        colleague.socket.emit(event, value);
      colleague.socket.emit('command', value, value, value);
      sent += 6;
      await sleep(2);
    }
    colleague.close();
  }
}, 120_000);

const openPaths = [
  '/api/sign-in',
  '/api/activate',
  '/api/activate/check',
  '/api/setup/open',
  '/api/setup/hall',
];

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
    for (const text of texts) {
      await house.db.deleteFrom('signInFailure').execute();
      const told = await browserless.post(path, { name: text, password: text, code: text });
      sent += 1;
      expect(told.status, `${path} ${JSON.stringify(text).slice(0, 60)} ${told.text}`).toBeLessThan(500);
    }
  }
}, 120_000);

test('hostile addresses are not found or refused', async () => {
  const parts = [
    ...texts.map((text) => encodeURIComponent(text.toWellFormed()).slice(0, 6_000)),
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

test('after all of it the house stands, nothing was logged as a fault, and 2,000 came', async () => {
  expect(
    faults.map((fault) =>
      JSON.stringify(fault, (_key, value) => (value instanceof Error ? value.stack : value)),
    ),
  ).toEqual([]);
  expect(sent).toBeGreaterThan(2_000);
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
