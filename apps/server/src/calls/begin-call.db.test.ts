import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '@engawa/db/id';
import { transact } from '@engawa/db/transact';
import { testHouse, type TestHouse } from '../../../../infra/test-house.ts';
import { beginCall } from './begin-call.ts';
import { runDue } from './watch-due.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.stop());

async function pair() {
  const [asks, agrees] = [await house.person('大西 千尋'), await house.person('中川 陽子')];
  return { asks, agrees, caller: await house.connect(asks), callee: await house.connect(agrees) };
}

const begin = (callerId: string, calleeId: string) =>
  transact(house.db, (tx) =>
    beginCall(tx, house.platform, {
      callerId,
      callerDevice: newId(),
      calleeId,
      calleeDevice: newId(),
      about: '納税証明書の件',
    }),
  );

const busyOf = async (ref: string) =>
  (await house.db.selectFrom('presenceBusy').select('personId').where('ref', '=', ref).execute()).map(
    ({ personId }) => personId,
  );

test('two who agreed are in a call at once, at the devices where they agreed, and both are 通話中', async () => {
  const { asks, agrees, caller, callee } = await pair();
  const call = await begin(asks.id, agrees.id);
  expect(call).toMatchObject({ state: 'answered', callerId: asks.id, calleeId: agrees.id, ringUntil: null });
  expect(call.legs.map(({ state, device }) => [state, typeof device])).toEqual([
    ['in', 'string'],
    ['in', 'string'],
  ]);
  for (const page of [caller, callee]) expect((await page.event('call')).data).toEqual(call);
  expect((await busyOf(call.id)).sort()).toEqual([asks.id, agrees.id].sort());
  await callee.command('call:hang-up', { callId: call.id });
  expect(await busyOf(call.id)).toEqual([]);
});

test('where no device comes, the call that was begun ends by itself', async () => {
  const { asks, agrees } = await pair();
  const { id } = await begin(asks.id, agrees.id);
  await runDue({ ...house.platform, clock: { now: () => new Date(Date.now() + 46_000) } });
  const ended = await house.db.selectFrom('call').select(['state', 'reason']).where('id', '=', id).execute();
  expect(ended).toEqual([{ state: 'ended', reason: 'cut' }]);
});

test('who talks already, or is no longer here, is in no second call', async () => {
  const { asks, agrees, caller } = await pair();
  const third = await house.person('前田 修');
  const { id } = await begin(asks.id, agrees.id);
  await expect(begin(asks.id, third.id)).rejects.toMatchObject({ code: 'in_a_call' });
  await expect(begin(third.id, agrees.id)).rejects.toMatchObject({ code: 'cannot_ring' });
  await caller.command('call:hang-up', { callId: id });
  await house.db.updateTable('person').set({ disabledAt: new Date() }).where('id', '=', third.id).execute();
  await expect(begin(asks.id, third.id)).rejects.toMatchObject({ code: 'person_left' });
});

test('of calls begun and offered at the same moment one person is in one only', async () => {
  for (let round = 0; round < 15; round += 1) {
    const { asks, agrees, caller } = await pair();
    const other = await house.person('福田 亮');
    await house.connect(other);
    await Promise.allSettled([
      begin(asks.id, agrees.id),
      begin(agrees.id, asks.id),
      begin(other.id, asks.id),
      caller.answer('call:offer', { calleeId: other.id, about: '', device: newId() }),
    ]);
    const legs = await house.db
      .selectFrom('callLeg')
      .select('callId')
      .where('personId', '=', asks.id)
      .where('state', '=', 'in')
      .execute();
    expect(legs).toHaveLength(1);
  }
});
