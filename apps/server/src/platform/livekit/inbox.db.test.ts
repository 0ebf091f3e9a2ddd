import { createHash } from 'node:crypto';
import { AccessToken } from 'livekit-server-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '@engawa/db/id';
import { admittedTo } from '../../../../../infra/media-admitted.ts';
import { testHouse, type TestHouse } from '../../../../../infra/test-house.ts';
import { Inbox } from './inbox.ts';
import { noMedia, testMedia, type TestMedia } from '../../../../../infra/test-media.ts';

describe.skipIf(noMedia)(`what LiveKit tells${noMedia ? ` (${noMedia})` : ''}`, () => {
  let liveKit: TestMedia;
  let house: TestHouse;
  const media = () => house.platform.media;

  const told: string[] = [];
  let wentAt = new Date(0);
  beforeAll(async () => {
    liveKit = await testMedia();
    house = await testHouse(liveKit.settings);
    media().onJoined(async (_tx, { personId, isOnly }) => void told.push(`in ${personId} ${isOnly}`));
    media().onLeft(async (_tx, { personId, isOnly, at }) => {
      told.push(`out ${personId} ${isOnly}`);
      wentAt = at;
    });
  });

  afterAll(async () => {
    await house?.stop();
    await liveKit?.stop();
  });

  type Tell = {
    id?: string;
    event: string;
    sid: string;
    identity: string;
    joinedAtMs?: number;
    key?: string;
  };

  async function tell({ id = newId(), event, sid, identity, joinedAtMs = Date.now(), key }: Tell) {
    const participant = { sid, identity, joinedAtMs: String(joinedAtMs) };
    const body = JSON.stringify({
      id,
      event,
      participant,
      createdAt: String(Math.floor(Date.now() / 1000)),
    });
    const token = new AccessToken(liveKit.key, key ?? liveKit.secret, { ttl: 300 });
    token.sha256 = createHash('sha256').update(body).digest('base64');
    const answer = await fetch(`http://${liveKit.settings['MEDIA_HOOK']}/`, {
      method: 'POST',
      headers: { authorization: await token.toJwt(), 'content-type': 'application/webhook+json' },
      body,
    });
    return answer.status;
  }

  test('is applied once, however often it is told, and in any order', async () => {
    const person = await house.person('話す 人');
    const { room, admission } = await admittedTo(house, person);
    const { identity } = admission;
    told.length = 0;
    const id = newId();
    const first = Date.now() - 5000;
    for (let again = 0; again < 3; again += 1)
      expect(await tell({ id, event: 'participant_joined', sid: 'PA_1', identity, joinedAtMs: first })).toBe(
        200,
      );
    expect(told).toEqual([`in ${person.id} true`]);
    expect(await media().participants(room)).toMatchObject([{ personId: person.id }]);
    // It came back as another participant before the first one was told to have left.
    await tell({ event: 'participant_joined', sid: 'PA_2', identity });
    await tell({ event: 'participant_left', sid: 'PA_1', identity });
    await tell({ event: 'participant_joined', sid: 'PA_1', identity, joinedAtMs: first });
    expect(await media().participants(room)).toHaveLength(1);
    expect(told.filter((line) => line.startsWith('out'))).toEqual([]);
    // It left before it was told to have come.
    await tell({ event: 'participant_left', sid: 'PA_2', identity });
    await tell({ event: 'participant_left', sid: 'PA_3', identity });
    await tell({ event: 'participant_joined', sid: 'PA_3', identity, joinedAtMs: Date.now() + 1 });
    expect(await media().participants(room)).toEqual([]);
    expect(told.filter((line) => line.startsWith('out'))).toEqual([`out ${person.id} true`]);
  });

  test('who was cut went when their page was heard last', async () => {
    const person = await house.person('切れた 人');
    const { admission } = await admittedTo(house, person);
    const { identity } = admission;
    await tell({ event: 'participant_joined', sid: 'PA_cut', identity });
    const lineCutAt = new Date(Date.now() - 12_000);
    await house.db.updateTable('mediaAdmission').set({ lineCutAt }).where('id', '=', identity).execute();
    await tell({ event: 'participant_left', sid: 'PA_cut', identity });
    expect(wentAt).toEqual(lineCutAt);
  });

  test('is believed only with our signature over exactly that body', async () => {
    const { admission } = await admittedTo(house, await house.person('話す 人'));
    const { identity } = admission;
    expect(await tell({ event: 'participant_joined', sid: 'PA_x', identity, key: 'k'.repeat(40) })).toBe(401);
    const unsigned = await fetch(`http://${liveKit.settings['MEDIA_HOOK']}/`, {
      method: 'POST',
      body: '{}',
    });
    expect(unsigned.status).toBe(401);
    const token = new AccessToken(liveKit.key, liveKit.secret, { ttl: 300 });
    token.sha256 = createHash('sha256').update('{}').digest('base64');
    const changed = await fetch(`http://${liveKit.settings['MEDIA_HOOK']}/`, {
      method: 'POST',
      headers: { authorization: await token.toJwt() },
      body: JSON.stringify({ id: 'x', event: 'participant_left' }),
    });
    expect(changed.status).toBe(401);
  });

  test('who was missed by mistake is in again; who has left stays out', async () => {
    const { room, admission } = await admittedTo(house, await house.person('見失った 人'));
    const { identity } = admission;
    const at = new Date();
    const inbox = new Inbox(house.db, house.platform.clock);
    await inbox.found(identity, 'PA_lost', at);
    await inbox.missed(identity, 'PA_lost');
    expect(await media().participants(room)).toHaveLength(0);
    await inbox.found(identity, 'PA_lost', at);
    expect(await media().participants(room)).toHaveLength(1);
    await tell({ event: 'participant_left', sid: 'PA_lost', identity });
    await inbox.found(identity, 'PA_lost', at);
    expect(await media().participants(room)).toHaveLength(0);
  });

  test('what was never told is found out by looking', async () => {
    const person = await house.person('消えた 人');
    const { room, admission } = await admittedTo(house, person);
    await tell({ event: 'participant_joined', sid: 'PA_gone', identity: admission.identity });
    expect(await media().participants(room)).toHaveLength(1);
    told.length = 0;
    await media().look();
    expect(await media().participants(room)).toEqual([]);
    expect(told).toEqual([`out ${person.id} true`]);
  });
});
