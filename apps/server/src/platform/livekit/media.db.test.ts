import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { AccessToken, type RoomServiceClient } from 'livekit-server-sdk';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Zone } from '@engawa/contract/labels';
import { newId } from '@engawa/db/id';
import { admittedTo, sessionOf } from '../../../../../infra/media-admitted.ts';
import { MediaPage } from '../../../../../infra/media-page.ts';
import { testHouse, type Made, type TestHouse } from '../../../../../infra/test-house.ts';
import { noMedia, testMedia, type TestMedia } from '../../../../../infra/test-media.ts';

describe.skipIf(noMedia)(`rooms of media${noMedia ? ` (${noMedia})` : ''}`, () => {
  let liveKit: TestMedia;
  let house: TestHouse;
  let direct: RoomServiceClient;
  let clerk: Made;
  const pages: MediaPage[] = [];

  beforeAll(async () => {
    liveKit = await testMedia();
    house = await testHouse(liveKit.settings);
    ({ direct } = liveKit);
    clerk = await house.person('中出 さやか');
  });
  afterEach(() => {
    for (const page of pages.splice(0)) page.close();
  });
  afterAll(async () => {
    await house?.stop();
    await liveKit?.stop();
  });

  const media = () => house.platform.media;

  const admitted = (person = clerk, zone: Zone = 'lgwan', more: { labelId?: string; room?: string } = {}) =>
    admittedTo(house, person, zone, more);

  async function enter(
    admission: Awaited<ReturnType<typeof admitted>>['admission'],
    more: { cookie?: string; zone?: Zone; path?: string; from?: string; asked?: Record<string, string> } = {},
  ): Promise<MediaPage> {
    const { zone = 'lgwan', cookie = clerk.cookies[zone], ...rest } = more;
    const page = await MediaPage.open(admission, { origin: house.origins[zone], cookie, ...rest });
    pages.push(page);
    return page;
  }

  const identitiesIn = async (room: string) =>
    (await direct.listParticipants(room)).map(({ identity }) => identity);

  async function lineCutOf(identity: string): Promise<Date | null> {
    const { lineCutAt } = await house.db
      .selectFrom('mediaAdmission')
      .select('lineCutAt')
      .where('id', '=', identity)
      .executeTakeFirstOrThrow();
    return lineCutAt;
  }

  async function until(what: () => Promise<boolean> | boolean, ms = 5000): Promise<number> {
    const began = performance.now();
    while (!(await what())) {
      if (performance.now() - began > ms) throw new Error(`never: ${what}`);
      await pause(20);
    }
    return performance.now() - began;
  }

  test('whoever is let in comes in, and is told of no STUN or TURN but ours', async () => {
    const { room, admission } = await admitted();
    const page = await enter(admission);
    expect(page.status).toBe(101);
    await until(async () => (await identitiesIn(room)).includes(admission.identity));
    const servers = page.first.match(/(stuns?|turns?):[^\s"\u0000-\u001f]+/g) ?? [];
    expect(servers.length).toBeGreaterThan(0);
    for (const server of servers) expect(server).toMatch(/^stun:127\.0\.0\.1:\d+/);
    expect(page.first).not.toMatch(/google|twilio|livekit\.cloud/);
  });

  test('a kept token is worth nothing without the session it was given to', async () => {
    const { admission } = await admitted();
    const other = await house.person('別の 人');
    expect((await enter(admission, { cookie: '' })).status).toBe(401);
    expect((await enter(admission, { cookie: other.cookies.lgwan })).status).toBe(403);
    expect((await enter(admission, { zone: 'internet' })).status).toBe(403);
    expect((await enter(admission, { from: 'https://evil.example' })).status).toBe(403);
    expect((await enter({ ...admission, token: 'x' })).status).toBe(404);
    expect((await enter(admission)).status).toBe(101);
  });

  test('nothing but signalling passes, under the own identity only', async () => {
    const { admission } = await admitted();
    const { admission: another } = await admitted();
    for (const path of [
      '/twirp/livekit.RoomService/ListRooms',
      '/rtc/v1/../../twirp',
      '/',
      '/rtc/x',
      '/agent',
    ])
      expect((await enter(admission, { path })).status, path).toBe(404);
    expect((await enter({ ...admission, token: another.token })).status).toBe(404);
    const browser = await fetch(
      `${house.origins.lgwan}${admission.url}/twirp/livekit.RoomService/ListRooms`,
      {
        method: 'POST',
        headers: {
          origin: house.origins.lgwan,
          cookie: clerk.cookies.lgwan,
          'content-type': 'application/json',
        },
        body: '{}',
      },
    );
    expect(browser.status).toBe(404);
  });

  test('after a refusal by LiveKit nothing more is asked over the same socket', async () => {
    const { admission } = await admitted();
    const { hostname, port } = new URL(house.origins.lgwan);
    const socket = connect(Number(port), hostname);
    let heard = '';
    socket.on('data', (bytes: Buffer) => (heard += bytes.toString('latin1')));
    // Without a key this is no handshake of a WebSocket.
    const ask = (path: string, more = '') =>
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${more}\r\n`,
      );
    const own = `Origin: ${house.origins.lgwan}\r\nCookie: ${clerk.cookies.lgwan}\r\n`;
    ask(`${admission.url}/rtc?access_token=${admission.token}`, own);
    await until(() => heard !== '');
    ask('/');
    await until(() => socket.closed);
    expect(heard).toMatch(/^HTTP\/1\.1 400 /);
    expect(heard.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  test('a page may not take another identity by what it asks LiveKit', async () => {
    const { room, admission } = await admitted();
    const page = await enter(admission, { asked: { publish: 'ghost', room: 'another' } });
    expect(page.status).toBe(101);
    await pause(100);
    expect(await identitiesIn(room)).toEqual([admission.identity]);
  });

  test('a label that the zone may not call with keeps its people out', async () => {
    const person = await house.person('在宅 の人');
    const { room } = await admitted();
    const sessionId = await sessionOf(house, person, 'guest');
    const asked = { room, personId: person.id, sessionId, zone: 'guest' as const, labelId: '3A' };
    await expect(media().admit(asked)).rejects.toMatchObject({ code: 'not_allowed' });
  });

  test('a right to call that is taken away ends the call', async () => {
    const { room, admission } = await admitted(clerk, 'internet', { labelId: '2' });
    const page = await enter(admission, { zone: 'internet' });
    expect(page.status).toBe(101);
    const table = house.platform.zones.table;
    const began = performance.now();
    house.platform.zones.take({ ...table, rules: table.rules.filter((rule) => rule.action !== 'call') });
    await page.cut(began, 1000);
    house.platform.zones.take(table);
    expect(await identitiesIn(room)).toEqual([]);
    expect((await enter(admission, { zone: 'internet' })).status).toBe(403);
  });

  test('whoever is put out is out within a second and cannot return', async () => {
    const { room, admission } = await admitted();
    const page = await enter(admission);
    await until(async () => (await identitiesIn(room)).length === 1);
    const began = performance.now();
    await media().revoke({ room, personId: clerk.id });
    await page.cut(began, 1000);
    await until(async () => (await identitiesIn(room)).length === 0, 1000 - (performance.now() - began));
    expect((await enter(admission)).status).toBe(403);
  });

  test.each(['the session ends', 'the person is disabled'])('out within a second when %s', async (what) => {
    const person = await house.person('去る 人');
    const { room, admission } = await admitted(person);
    const page = await enter(admission, { cookie: person.cookies.lgwan });
    await until(async () => (await identitiesIn(room)).length === 1);
    const began = performance.now();
    if (what === 'the session ends') {
      await house.db.deleteFrom('session').where('personId', '=', person.id).execute();
    } else {
      await house.db
        .updateTable('person')
        .set({ disabledAt: new Date() })
        .where('id', '=', person.id)
        .execute();
    }
    await page.cut(began, 1000);
    await until(async () => (await identitiesIn(room)).length === 0, 1200 - (performance.now() - began));
    expect((await enter(admission, { cookie: person.cookies.lgwan })).status).not.toBe(101);
  });

  test('an admission that was not used in time is worth nothing', async () => {
    const { admission } = await admitted();
    const past = new Date(Date.now() - 1000);
    await house.db
      .updateTable('mediaAdmission')
      .set({ enterBy: past })
      .where('id', '=', admission.identity)
      .execute();
    expect((await enter(admission)).status).toBe(403);
  });

  test('coming in on another device ends the first', async () => {
    const { room, admission } = await admitted();
    const first = await enter(admission);
    const { admission: next } = await admitted(clerk, 'internet', { room });
    const began = performance.now();
    expect((await enter(next, { zone: 'internet' })).status).toBe(101);
    await first.cut(began, 1000);
    await until(async () => (await identitiesIn(room)).join() === next.identity);
  });

  test('who is on hold may not speak after a reload either, until taken back', async () => {
    const { room } = await admitted();
    const mayPublish = async () => {
      const { admission } = await admitted(clerk, 'lgwan', { room });
      const [, claims = ''] = admission.token.split('.');
      return Object(JSON.parse(Buffer.from(claims, 'base64url').toString())).video.canPublish;
    };
    expect(await mayPublish()).toBe(true);
    await media().allow({ room, personId: clerk.id, publish: false });
    expect(await mayPublish()).toBe(false);
    await media().allow({ room, personId: clerk.id, publish: true });
    expect(await mayPublish()).toBe(true);
  });

  test('put out by one node, a page that another one passes on is out within a second', async () => {
    const { MEDIA_HOOK: _, ...settings } = liveKit.settings;
    const other = await testHouse(settings, { url: house.databaseUrl, drop: async () => {} });
    try {
      const { room, admission } = await admitted();
      const page = await MediaPage.open(admission, {
        origin: other.origins.lgwan,
        cookie: clerk.cookies.lgwan,
      });
      pages.push(page);
      expect(page.status).toBe(101);
      const began = performance.now();
      await media().revoke({ room, personId: clerk.id });
      await page.cut(began, 1000);
      expect(await identitiesIn(room)).toEqual([]);
    } finally {
      await other.stop();
    }
  });

  test('whose page is gone is out after 10 s; one that comes back stays', { timeout: 30_000 }, async () => {
    const gone = await house.person('消える 人');
    const { room, admission } = await admitted();
    const { admission: other } = await admitted(gone, 'lgwan', { room });
    // The sockets of LiveKit itself stay: as when a cable is pulled, only our side knows.
    const [first, ghost] = [await enter(admission), await enter(other, { cookie: gone.cookies.lgwan })];
    await until(async () => (await identitiesIn(room)).length === 2);
    const began = performance.now();
    first.close();
    ghost.close();
    await until(async () => (await lineCutOf(other.identity)) !== null);
    await enter(admission);
    expect(await lineCutOf(admission.identity)).toBeNull();
    await until(async () => !(await identitiesIn(room)).includes(other.identity), 15_000);
    expect(performance.now() - began).toBeLessThan(13_000);
    expect(await identitiesIn(room)).toContain(admission.identity);
  });

  test(
    'a page that falls silent without closing is cut, since it was heard last',
    { timeout: 40_000 },
    async () => {
      const person = await house.person('抜けた 人');
      const { room, admission } = await admitted(person);
      const page = await enter(admission, { cookie: person.cookies.lgwan });
      // It answers nothing more, as a PC whose cable was pulled.
      page.fallSilent();
      const began = Date.now();
      await until(async () => (await lineCutOf(admission.identity)) !== null, 16_000);
      expect(Number(await lineCutOf(admission.identity)) - began).toBeLessThan(3000);
      await until(async () => (await identitiesIn(room)).length === 0, 6000);
    },
  );

  test('a stranger with a token of our own key is thrown out', async () => {
    const { room } = await admitted();
    const token = new AccessToken(liveKit.key, liveKit.secret, { identity: 'stranger', ttl: 60 });
    token.addGrant({ roomJoin: true, room });
    const stranger = await MediaPage.open(
      { url: '', token: await token.toJwt(), identity: 'stranger' },
      { origin: liveKit.url, cookie: '' },
    );
    pages.push(stranger);
    await until(async () => (await identitiesIn(room)).includes('stranger'));
    await media().look();
    await until(async () => !(await identitiesIn(room)).includes('stranger'), 1000);
  });

  test('a room that is closed is ended; no token brings it back, and rooms of others stay', async () => {
    const { room, admission } = await admitted();
    const page = await enter(admission);
    const began = performance.now();
    await media().closeRoom(room);
    await page.cut(began, 1000);
    expect((await enter(admission)).status).toBe(403);
    const foreign = newId();
    await direct.createRoom({ name: room });
    await direct.createRoom({ name: foreign });
    await media().look();
    expect((await direct.listRooms([room, foreign])).map(({ name }) => name)).toEqual([foreign]);
    await direct.deleteRoom(foreign);
  });

  test('LiveKit is killed and comes back: rooms are there again, and nothing was asked of it meanwhile', async () => {
    const { room, admission } = await admitted();
    const page = await enter(admission);
    const began = performance.now();
    await liveKit.kill();
    await page.cut(began, 2000);
    await until(() => media().state().state === 'down');
    await expect(media().openRoom(newId())).rejects.toMatchObject({ code: 'unavailable' });
    expect((await enter(admission)).status).toBe(503);
    await liveKit.start();
    await until(() => media().state().state === 'ready');
    await until(async () => (await direct.listRooms([room])).length === 1);
    // Whoever was in a call comes back into it.
    expect((await enter(admission)).status).toBe(101);
  });
});
