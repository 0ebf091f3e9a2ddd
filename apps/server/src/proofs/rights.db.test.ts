import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '@engawa/db/id';
import { TestBrowser } from '../../../../infra/test-browser.ts';
import { callRows } from '../../../../infra/test-call-rows.ts';
import { sectionCallRows } from '../../../../infra/test-line-rows.ts';
import { ringingSection } from '../../../../infra/test-lines.ts';
import { helpRows } from '../../../../infra/rights-help-calls.ts';
import { planRouteRows } from '../../../../infra/rights-plans.ts';
import { placeRouteRows, placeRows } from '../../../../infra/rights-places.ts';
import { registeredPlace } from '../../../../infra/test-place.ts';
import { openHelp, ringingCall } from '../../../../infra/test-calls.ts';
import { peopleHall, strictMemo, type HallPeople } from '../../../../infra/test-hall.ts';
import { openKnock } from '../../../../infra/test-knocks.ts';
import { testHouse, type Made, type TestHouse } from '../../../../infra/test-house.ts';
import { openRoutes } from '../../../../infra/test-open-routes.ts';

/** Everybody who asks, in the order of the columns below. The last is the owner, on the internet. */
const actors = [
  'outsider',
  'member',
  'owner',
  'head',
  'administrator',
  'auditor',
  'recorder',
  'elsewhere',
] as const;
type Actor = (typeof actors)[number];

let house: TestHouse;
let people: HallPeople;
let clerk: Made;
let disabled: Made;

beforeAll(async () => {
  house = await testHouse();
  clerk = await house.person('山﨑 健一');
  people = await peopleHall(house, [clerk]);
  disabled = await house.person('去った 人');
  const at = new Date();
  await house.db.updateTable('person').set({ disabledAt: at }).where('id', '=', disabled.id).execute();
});
afterAll(() => house.stop());

/** A session of its own, for what would end the one that everything else uses. */
const freshCookie = (personId: string, actor: Actor) =>
  house.session(personId, actor === 'elsewhere' ? 'internet' : 'lgwan');

const browserOf = (actor: Actor) =>
  actor === 'elsewhere'
    ? new TestBrowser(house.origins.internet, people.owner.cookies.internet)
    : new TestBrowser(house.origins.lgwan, people[actor].cookies.lgwan);

/** A private channel of the strictest label, which the internet may not open, with one message in it. */
async function stage(actor: Actor) {
  const { member, owner } = people;
  const me = actor === 'elsewhere' ? owner : people[actor];
  const channel = await house.channel(`人事案件 ${randomUUID()}`, [owner, member], { label: '3A' });
  const open = await house.channel(`広場 ${randomUUID()}`, [owner], { kind: 'public', label: '2' });
  const sent = await browserOf('member').post('/api/commands/message:send', {
    clientId: newId(),
    channelId: channel,
    body: '内示の件',
  });
  const message = String(Reflect.get(Object(Reflect.get(Object(sent.body), 'data')), 'id'));
  const left = await browserOf('owner').post('/api/commands/memo:write', {
    clientId: newId(),
    ...strictMemo,
    to: { personId: member.id },
  });
  const memoId = String(Reflect.get(Object(Reflect.get(Object(left.body), 'data')), 'memoId'));
  const target = await house.person('対象の 人');
  await house.db
    .insertInto('post')
    .values({ id: newId(), personId: target.id, sectionId: await sectionOf(clerk.id), fromOn: '2020-04-01' })
    .execute();
  const session = await house.db
    .selectFrom('session')
    .select('id')
    .where('personId', '=', target.id)
    .executeTakeFirstOrThrow();
  const folder = newId();
  await house.db.insertInto('folder').values({ id: folder, personId: me.id, name: '束' }).execute();
  const stamp = await house.stamp(`了解 ${randomUUID()}`);
  // The owner rings the section of the head, in which the member works too.
  const lines = await ringingSection(house.db, owner.id, people.head.id);
  const ids = {
    ...lines,
    target: target.id,
    session: session.id,
    call: await ringingCall(house.db, member.id, owner.id),
    knock: await openKnock(house.db, member.id, owner.id),
    ...(await openHelp(house.db, member.id, owner.id)),
  };
  return { me, channel, open, message, memoId, folder, stamp, ...ids };
}
type Stage = Awaited<ReturnType<typeof stage>>;

async function sectionOf(personId: string): Promise<string | null> {
  return (
    await house.db
      .selectFrom('post')
      .select('sectionId')
      .where('personId', '=', personId)
      .executeTakeFirstOrThrow()
  ).sectionId;
}

type Row = {
  /** The status that each actor meets. `401` alone: the same for all of them, with or without a session. */
  told: string;
  path?: (on: Stage) => string;
  body?: (on: Stage) => unknown;
  headers?: Record<string, string>;
};

const anyone = '200 200 200 200 200 200 200 200';
const inside = '404 200 200 404 404 404 404 404';
/** A memo is in the member's hands; the owner asked for it. */
const itsOwners = '404 200 403 404 404 404 404 404';
const owners = '404 403 200 404 404 404 404 404';
const administrators = '403 403 403 403 200 403 403 403';
const seenByAdministrators = '404 404 404 404 200 404 404 404';

const preferences = { language: 'ja', enterSends: true, density: 'tight', theme: 'dark', textSize: 18 };

/** Commands, by name: each is tried over REST, which takes the same way as the socket. */
const commandRows: Record<string, Row> = {
  'session:end': { told: '404 404 404 404 200 404 404 404', body: ({ session }) => ({ id: session }) },
  'code:issue': { told: '403 403 403 200 200 403 403 403', body: ({ target }) => ({ personId: target }) },
  'preference:set': { told: anyone, body: () => ({ preferences }) },
  'photo:remove': { told: anyone },
  'presence:set': {
    told: '403 200 403 200 403 403 403 403',
    body: ({ target }) => ({ personId: target, state: 'out', place: '県庁' }),
  },
  'presence:quiet': { told: anyone, body: () => ({ until: null }) },
  'presence:repeat': { told: anyone, body: () => ({ repeats: [] }) },
  'presence:seen': { told: anyone },
  'people:import': {
    told: '403 403 403 403 404 403 403 403',
    body: () => ({
      fileId: newId(),
      reading: { headingLine: 1, columns: ['name'], sameAsAbove: false },
      digest: '',
      left: 'keep',
    }),
  },
  'slips:issue': { told: administrators, body: ({ target }) => ({ personIds: [target] }) },
  'label:rule': {
    told: administrators,
    body: () => ({ zone: 'guest', label: '1', action: 'print', allowed: false }),
  },
  'label:rename': {
    told: administrators,
    body: () => ({ code: '1', name: '機密性1', nameEn: 'Confidentiality 1' }),
  },
  'channel:create': {
    told: anyone,
    body: () => ({ kind: 'private', name: `新 ${randomUUID()}`, purpose: '', label: '2', personIds: [] }),
  },
  'channel:change': { told: owners, body: ({ channel }) => ({ channelId: channel, purpose: '目的' }) },
  'channel:put-away': { told: owners, body: ({ channel }) => ({ channelId: channel, away: true }) },
  'channel:join': { told: anyone, body: ({ open }) => ({ channelId: open }) },
  'channel:leave': {
    told: '404 200 409 404 404 404 404 404',
    body: ({ channel }) => ({ channelId: channel }),
  },
  'member:add': {
    told: owners,
    body: ({ channel, target }) => ({ channelId: channel, personIds: [target] }),
  },
  'member:remove': {
    told: owners,
    body: ({ channel }) => ({ channelId: channel, personId: people.member.id }),
  },
  'member:role': {
    told: owners,
    body: ({ channel }) => ({ channelId: channel, personId: people.member.id, role: 'owner' }),
  },
  'direct:open': { told: anyone, body: ({ target }) => ({ personIds: [target] }) },
  'membership:set': { told: inside, body: ({ channel }) => ({ channelId: channel, muted: true }) },
  'folder:save': { told: anyone, body: ({ folder }) => ({ id: folder, name: '新しい束', orderNo: 1 }) },
  'folder:remove': { told: anyone, body: ({ folder }) => ({ id: folder }) },
  'read:mark': { told: inside, body: ({ channel }) => ({ channelId: channel, no: 1 }) },
  // The owner has not read that far.
  'read:unread-from': {
    told: '404 200 400 404 404 404 404 404',
    body: ({ channel }) => ({ channelId: channel, no: 1 }),
  },
  'message:send': { told: inside, body: ({ channel }) => ({ channelId: channel, body: '本文' }) },
  'message:edit': {
    told: '404 200 403 404 404 404 404 404',
    body: ({ message }) => ({ messageId: message, body: '直し' }),
  },
  'message:hide': {
    told: '404 200 403 404 404 404 404 404',
    body: ({ message }) => ({ messageId: message }),
  },
  'message:redact': {
    told: '404 404 404 404 404 404 200 404',
    body: ({ message }) => ({ messageId: message, reason: '個人情報', keepYears: 5 }),
  },
  'message:stamp': {
    told: inside,
    body: ({ message, stamp }) => ({ messageId: message, stampId: stamp, on: true }),
  },
  ...callRows,
  ...sectionCallRows,
  'memo:write': {
    told: anyone,
    body: ({ target }) => ({ ...strictMemo, label: '2', to: { personId: target } }),
  },
  'memo:claim': { told: itsOwners, body: ({ memoId }) => ({ memoId, from: people.member.id }) },
  'memo:see': { told: inside, body: ({ memoId }) => ({ memoId }) },
  'memo:hand': {
    told: itsOwners,
    body: ({ memoId, target }) => ({ memoId, to: { personId: target }, note: '' }),
  },
  'memo:answer': { told: itsOwners, body: ({ memoId }) => ({ memoId }) },
  'memo:close': { told: itsOwners, body: ({ memoId }) => ({ memoId, as: 'done', result: '' }) },
  ...helpRows,
  ...placeRows,
  'stamp:add': {
    told: administrators,
    body: () => ({ word: randomUUID().slice(0, 12), wordEn: randomUUID().slice(0, 12) }),
  },
  'stamp:retire': { told: administrators, body: ({ stamp }) => ({ id: stamp, retired: true }) },
  'person:disable': { told: administrators, body: ({ target }) => ({ personId: target }) },
  'person:enable': { told: administrators, body: ({ target }) => ({ personId: target }) },
  'role:grant': { told: administrators, body: ({ target }) => ({ personId: target, role: 'audit' }) },
  'role:revoke': { told: administrators, body: ({ target }) => ({ personId: target, role: 'audit' }) },
  'hall:change': { told: administrators, body: () => ({ helpLine: '内線 2345' }) },
};

/** Every other route. */
const routeRows: Record<string, Row> = {
  'GET /api/start': { told: anyone },
  'GET /api/openapi.json': { told: anyone },
  'GET /api/sessions': { told: anyone },
  'GET /api/presence/repeats': { told: anyone },
  'POST /api/password': {
    told: '401 401 401 401 401 401 401 401',
    body: () => ({ current: 'x', password: '誰も知らない長いパスワード' }),
  },
  'POST /api/sign-out': { told: anyone },
  'GET /api/channels': { told: anyone },
  'GET /api/channels/:id/members': {
    told: inside,
    path: ({ channel }) => `/api/channels/${channel}/members`,
  },
  'GET /api/channels/:id/messages': {
    told: inside,
    path: ({ channel }) => `/api/channels/${channel}/messages`,
  },
  'GET /api/messages/:id': { told: inside, path: ({ message }) => `/api/messages/${message}` },
  'GET /api/messages/:id/revisions': {
    told: inside,
    path: ({ message }) => `/api/messages/${message}/revisions`,
  },
  'GET /api/messages/quoted': { told: anyone, path: ({ message }) => `/api/messages/quoted?ids=${message}` },
  'GET /api/redactions': { told: '404 404 404 404 404 404 200 404' },
  'GET /api/redactions/target': {
    told: '404 404 404 404 404 404 200 404',
    path: ({ channel }) => `/api/redactions/target?channelId=${channel}&no=1`,
  },
  'GET /api/redactions/:id/original': {
    // Even the records role finds no original of a message that was never redacted.
    told: '404 404 404 404 404 404 404 404',
    path: ({ message }) => `/api/redactions/${message}/original`,
  },
  'GET /api/media': { told: anyone },
  'GET /api/memos': { told: anyone },
  'GET /api/memos/:id': { told: inside, path: ({ memoId }) => `/api/memos/${memoId}` },
  'GET /api/notices': { told: anyone },
  'GET /api/calls': { told: anyone },
  'GET /api/knocks': { told: anyone },
  'GET /api/section-calls': { told: anyone },
  'GET /api/section-lines/:id': {
    told: anyone,
    path: ({ rungSection }) => `/api/section-lines/${rungSection}`,
  },
  // Administrators, and who heads a section.
  'GET /api/meter': { told: '404 404 404 200 200 404 404 404' },
  'GET /api/meter.csv': { told: '404 404 404 200 200 404 404 404' },
  'GET /api/help-calls': { told: anyone },
  ...placeRouteRows,
  'GET /api/people': { told: anyone },
  'GET /api/people/:id': { told: anyone, path: ({ target }) => `/api/people/${target}` },
  'GET /api/people/slips': { told: administrators },
  'GET /api/photos/:hash/:size': {
    told: '404 404 404 404 404 404 404 404',
    path: () => `/api/photos/${'0'.repeat(64)}/small`,
  },
  'POST /api/me/photo': {
    told: '422 422 422 422 422 422 422 422',
    body: () => 'no picture',
    headers: { 'content-type': 'image/png' },
  },
  ...planRouteRows,
  'POST /api/people/import/file': {
    told: '403 403 403 403 200 403 403 403',
    body: () => '氏名,職員番号\n山田 花子,204513\n',
    headers: { 'content-type': 'application/octet-stream' },
  },
  'POST /api/people/import/preview': {
    told: '403 403 403 403 404 403 403 403',
    body: () => ({ fileId: newId() }),
  },
  'POST /api/people/import/doubtful': {
    told: '403 403 403 403 404 403 403 403',
    body: () => ({ fileId: newId(), language: 'ja', encoding: 'cp932' }),
  },
  'GET /api/admin/hall': { told: seenByAdministrators },
  'GET /api/admin/people': { told: seenByAdministrators },
  'GET /api/admin/roles': { told: seenByAdministrators },
  'GET /api/admin/audit': { told: '404 404 404 404 200 200 404 404' },
  'GET /api/admin/audit.csv': { told: '404 404 404 404 200 200 404 404' },
  'GET /api/admin/people/:id/sessions': {
    told: seenByAdministrators,
    path: ({ target }) => `/api/admin/people/${target}/sessions`,
  },
};

const commandOf = (route: string) => /^POST \/api\/commands\/(.+)$/.exec(route)?.[1]?.replace('::', ':');

test('every route and every command has a row, and no row is of something that is gone', () => {
  const routes = house.app.routeNames.filter((route) => commandOf(route) === undefined && !isPage(route));
  expect(routes.sort()).toEqual([...Object.keys(routeRows), ...Object.keys(openRoutes)].sort());
  expect(house.table.names).toEqual(Object.keys(commandRows).sort());
});

/** Files of the built page, which are for everybody. */
const isPage = (route: string) => !/^\w+ \/(api|health|socket\.io|media)\//.test(route);

const rows = [
  ...Object.entries(routeRows),
  ...Object.entries(commandRows).map(([name, row]): [string, Row] => [
    `POST /api/commands/${name}`,
    { ...row, body: (on) => ({ clientId: newId(), ...Object(row.body?.(on)) }) },
  ]),
];

test.each(rows)('%s', async (route, row) => {
  const [method = '', url = ''] = route.split(' ');
  const ask = (browser: TestBrowser, on: Stage) =>
    browser.ask(
      method,
      row.path?.(on) ?? url,
      method === 'GET' ? undefined : (row.body?.(on) ?? {}),
      row.headers,
    );

  const [first] = actors;
  const shut = await stage(first);
  const nobody = await ask(new TestBrowser(house.origins.lgwan), shut);
  expect(nobody.status, 'nobody').toBe(401);
  // The column of the shared PC: its token opens its own routes and nothing else.
  const { cookie } = await registeredPlace(house.db, (await sectionOf(clerk.id)) ?? '');
  const device = await ask(new TestBrowser(house.origins.lgwan, cookie), shut);
  expect(device.status, 'a shared PC').toBe(401);
  const barred = await ask(new TestBrowser(house.origins.lgwan, disabled.cookies.lgwan), shut);
  expect(barred.status, 'disabled').toBe(401);
  const carried = people.owner.cookies.internet.replace('engawa-internet', 'engawa-lgwan');
  const smuggled = await ask(new TestBrowser(house.origins.lgwan, carried), shut);
  expect(smuggled.status, 'a session of another zone').toBe(401);

  const told: string[] = [];
  for (const actor of actors) {
    // Reading changes nothing: all may read the same.
    const on = method === 'GET' ? shut : await stage(actor);
    const browser = browserOf(actor);
    if (route === 'POST /api/sign-out') browser.cookie = await freshCookie(on.me.id, actor);
    const answer = await ask(browser, on);
    told.push(String(answer.status));
    if (route === 'GET /api/messages/quoted') {
      const maySee = actor === 'member' || actor === 'owner';
      expect(answer.text.includes('内示'), `${actor} reads the quoted message`).toBe(maySee);
    }
    if (route === 'GET /api/memos') {
      const maySee = actor === 'member' || actor === 'owner';
      expect(answer.text.includes('内示'), `${actor} reads the memo`).toBe(maySee);
    }
    if (answer.status >= 400)
      expect(answer.text, `${actor} is told nothing of it`).not.toMatch(/内示|人事案件/);
  }
  expect(told.join(' ')).toBe(row.told);
});
