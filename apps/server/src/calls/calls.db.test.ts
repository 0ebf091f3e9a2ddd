import { afterAll, beforeAll, expect, test } from 'vitest';
import { Call, Calls } from '@engawa/contract/calls';
import { newId } from '@engawa/db/id';
import type { MemoList } from '@engawa/contract/memos';
import { testHouse, type Made, type TestHouse } from '../../../../infra/test-house.ts';
import { runDue } from './watch-due.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.stop());

const stateOf = (event: { data: unknown }): unknown => Reflect.get(Object(event.data), 'state');

async function pair() {
  const [ōnishi, nakagawa] = [await house.person('大西 千尋'), await house.person('中川 陽子')];
  return { ōnishi, nakagawa, caller: await house.connect(ōnishi), callee: await house.connect(nakagawa) };
}

const offer = (calleeId: string) => ({ calleeId, about: '納税証明書の件', device: newId() });

async function openOf(person: Made): Promise<Calls> {
  const page = await house.connect(person);
  return Calls.parse((await page.get('/api/calls')).data);
}

/** The house a while from now: what is due then is done now. */
const later = (seconds: number) => ({
  ...house.platform,
  clock: { now: () => new Date(Date.now() + seconds * 1000) },
});

test('a call rings, is answered, and both have it in their record when it is over', async () => {
  const { ōnishi, nakagawa, caller, callee } = await pair();
  const call = await caller.command('call:offer', offer(nakagawa.id));
  expect(call.state).toBe('ringing');
  expect((await callee.event('call')).data).toEqual({ ...call, about: '納税証明書の件' });
  const kept = await house.db.selectFrom('commandResult').select('result').execute();
  expect(JSON.stringify(kept)).not.toContain('納税');
  await callee.command('call:accept', { callId: call.id, device: newId() });
  await caller.event('call', (event) => stateOf(event) === 'answered');
  expect((await openOf(nakagawa)).open).toHaveLength(1);
  await caller.command('call:hang-up', { callId: call.id });
  const ended = await callee.event('call', (event) => stateOf(event) === 'ended');
  expect(ended.data).toMatchObject({ reason: 'hung-up', callerId: ōnishi.id });
  for (const person of [ōnishi, nakagawa]) {
    const { open, past } = await openOf(person);
    expect(open).toEqual([]);
    expect(past).toMatchObject([{ id: call.id, state: 'ended', seconds: expect.any(Number) }]);
    expect(JSON.stringify(past)).not.toContain('納税');
  }
});

test('of 1,000 raced answers exactly one a call wins, and every other device is told so', async () => {
  const rounds = 50;
  const devices = 20;
  const { ōnishi, nakagawa, caller, callee } = await pair();
  const second = await house.connect(nakagawa, 'internet');
  for (let round = 0; round < rounds; round += 1) {
    const call = await caller.command('call:offer', offer(nakagawa.id));
    const answers = await Promise.all(
      Array.from({ length: devices }, (_, at) =>
        (at % 2 ? callee : second).answer('call:accept', { callId: call.id, device: newId() }),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    for (const answer of answers) if (!answer.ok) expect(answer.error.code).toBe('answered_elsewhere');
    await caller.command('call:hang-up', { callId: call.id });
  }
  expect((await openOf(ōnishi)).open).toEqual([]);
}, 60_000);

test('two who call each other at the same moment are in one call', async () => {
  for (let round = 0; round < 20; round += 1) {
    const { ōnishi, nakagawa, caller, callee } = await pair();
    const [one, other] = await Promise.all([
      caller.command('call:offer', offer(nakagawa.id)),
      callee.command('call:offer', offer(ōnishi.id)),
    ]);
    expect(one.id).toBe(other.id);
    expect([one.state, other.state].sort()).toEqual(['answered', 'ringing']);
    expect((await openOf(ōnishi)).open.map(({ state }) => state)).toEqual(['answered']);
  }
}, 60_000);

test('what nobody answers is missed when its time has come, though nothing remembers it but the database', async () => {
  const { nakagawa, caller, callee } = await pair();
  const call = await caller.command('call:offer', offer(nakagawa.id));
  expect(Date.parse(call.ringUntil ?? '') - Date.parse(call.offeredAt)).toBe(30_000);
  await runDue(later(10));
  expect((await openOf(nakagawa)).open).toHaveLength(1);
  await Promise.all([runDue(later(31)), runDue(later(31)), runDue(later(31))]);
  await callee.event('call', (event) => stateOf(event) === 'missed');
  const memo = await callee.event('memo:changed');
  expect(memo.data).toMatchObject({ callId: call.id, subject: '納税証明書の件', ask: 'call_back' });
  expect(await callee.answer('call:accept', { callId: call.id, device: newId() })).toMatchObject({
    ok: false,
    error: { code: 'call_over' },
  });
  expect(await caller.answer('call:cancel', { callId: call.id })).toMatchObject({ ok: false });
});

test('the hall says how long it rings', async () => {
  const admin = await house.connect(await house.person('髙田 美咲', { roles: ['system'] }));
  await admin.command('hall:change', { ringSeconds: 60 });
  const { nakagawa, caller } = await pair();
  const call = await caller.command('call:offer', offer(nakagawa.id));
  expect(Date.parse(call.ringUntil ?? '') - Date.parse(call.offeredAt)).toBe(60_000);
  await admin.command('hall:change', { ringSeconds: 30 });
});

test('a declined call carries the sentence that was chosen, and no other', async () => {
  const { nakagawa, caller, callee } = await pair();
  const call = await caller.command('call:offer', offer(nakagawa.id));
  await callee.command('call:decline', { callId: call.id, reply: 'in-meeting' });
  const told = await caller.event('call', (event) => stateOf(event) === 'declined');
  expect(told.data).toMatchObject({ reply: 'in-meeting' });
});

test('who talks keeps room for one more ring; the next one hears that it is engaged', async () => {
  const { nakagawa, caller, callee } = await pair();
  const call = await caller.command('call:offer', offer(nakagawa.id));
  await callee.command('call:accept', { callId: call.id, device: newId() });
  const [second, third] = await Promise.all([
    house.connect(await house.person('前田 修')),
    house.connect(await house.person('福田 亮')),
  ]);
  const waiting = await second.command('call:offer', offer(nakagawa.id));
  expect(waiting.state).toBe('ringing');
  expect(await third.command('call:offer', offer(nakagawa.id))).toMatchObject({
    state: 'failed',
    reason: 'busy',
  });
  expect(await callee.answer('call:offer', offer(second.personId))).toMatchObject({ ok: true });
  // Calling who rings here answers: the call before ends by it.
  await caller.event('call', (event) => stateOf(event) === 'ended');
  expect(await callee.answer('call:offer', offer(third.personId))).toMatchObject({
    ok: false,
    error: { code: 'in_a_call' },
  });
});

test('whom no page is open of, or who does not answer now, gets a memo at once', async () => {
  const { ōnishi, nakagawa, caller, callee } = await pair();
  const away = await house.person('外出 中');
  expect(await caller.command('call:offer', offer(away.id))).toMatchObject({
    state: 'failed',
    reason: 'not-connected',
  });
  await callee.command('presence:quiet', { until: new Date(Date.now() + 60_000).toISOString() });
  const call = await caller.command('call:offer', offer(nakagawa.id));
  expect(call).toMatchObject({ state: 'failed', reason: 'do-not-disturb' });
  expect(call.memoId).not.toBeNull();
  expect((await callee.event('memo:changed')).data).toMatchObject({ id: call.memoId, authorId: ōnishi.id });
});

test('a memo for somebody on leave, or who never signed in, goes to the section', async () => {
  const { caller } = await pair();
  const [resting, colleague] = [await house.person('休暇 中'), await house.person('同係 者')];
  const section = await house.section(`収納係 ${resting.id}`, [], [resting, colleague]);
  const there = await house.connect(colleague);
  await there.command('presence:set', { personId: resting.id, state: 'leave' });
  await caller.command('call:offer', offer(resting.id));
  await there.event('memo:stirred');
  const { memos } = (await there.get<MemoList>('/api/memos')).data;
  expect(memos).toMatchObject([{ sectionId: section, personId: null }]);
});

test('calling back from a memo ties the call to it', async () => {
  const { ōnishi, nakagawa, caller, callee } = await pair();
  const missed = await caller.command('call:offer', offer(nakagawa.id));
  await callee.command('call:decline', { callId: missed.id, reply: 'memo' });
  const told = await callee.event('memo:changed');
  const memoId = String(Reflect.get(Object(told.data), 'id'));
  const back = await callee.command('call:offer', { ...offer(ōnishi.id), memoId });
  await caller.command('call:accept', { callId: back.id, device: newId() });
  await callee.event('memo:changed', (event) => stateOf(event) === 'answered');
  const stranger = await house.connect(await house.person('他人'));
  expect(await stranger.answer('call:offer', { ...offer(ōnishi.id), memoId })).toMatchObject({
    error: { code: 'not_found' },
  });
});

test('who talks is 通話中 to others until the call is over', async () => {
  const { nakagawa, caller, callee } = await pair();
  const call = await caller.command('call:offer', offer(nakagawa.id));
  const busy = () =>
    house.db.selectFrom('presenceBusy').select('personId').where('ref', '=', call.id).execute();
  expect(await busy()).toEqual([]);
  await callee.command('call:accept', { callId: call.id, device: newId() });
  expect(await busy()).toHaveLength(2);
  await callee.command('call:hang-up', { callId: call.id });
  expect(await busy()).toEqual([]);
});

test('a third person is rung into a call, which goes on when the first one leaves it', async () => {
  const { nakagawa, caller, callee } = await pair();
  const maeda = await house.person('前田 修');
  const third = await house.connect(maeda);
  const { id: callId } = await caller.command('call:offer', offer(nakagawa.id));
  await callee.command('call:accept', { callId, device: newId() });
  await callee.command('call:add', { callId, personId: maeda.id, purpose: 'join' });
  const { legs } = Call.parse((await third.event('call')).data);
  expect(legs.find(({ personId }) => personId === maeda.id)?.added).toMatchObject({
    by: nakagawa.id,
    purpose: 'join',
    ringUntil: expect.any(String),
  });
  await third.command('call:accept', { callId, device: newId() });
  await callee.command('call:hang-up', { callId });
  expect((await openOf(maeda)).open).toHaveLength(1);
  await third.command('call:hang-up', { callId });
  await caller.event('call', (event) => stateOf(event) === 'ended');
  expect(await house.db.selectFrom('presenceBusy').select('ref').where('ref', '=', callId).execute()).toEqual(
    [],
  );
});

test('who is passed on to and does not answer finds a memo of the one who waited', async () => {
  const { ōnishi, nakagawa, caller, callee } = await pair();
  const maeda = await house.person('前田 修');
  const third = await house.connect(maeda);
  const { id: callId } = await caller.command('call:offer', offer(nakagawa.id));
  await callee.command('call:accept', { callId, device: newId() });
  await callee.command('call:pass', { callId, personId: maeda.id });
  expect((await openOf(nakagawa)).open).toEqual([]);
  expect((await openOf(ōnishi)).open).toHaveLength(1);
  await third.command('call:decline', { callId, reply: null });
  await caller.event('call', (event) => stateOf(event) === 'ended');
  expect((await third.event('memo:changed')).data).toMatchObject({ authorId: ōnishi.id, callId });
});

test('only who is in a call may put it on hold, and it is told to the other', async () => {
  const { nakagawa, caller, callee } = await pair();
  const { id: callId } = await caller.command('call:offer', offer(nakagawa.id));
  await callee.command('call:accept', { callId, device: newId() });
  await caller.command('call:hold', { callId, on: true });
  await callee.event('call', ({ data }) => JSON.stringify(data).includes('"held":true'));
  const stranger = await house.connect(await house.person('他人'));
  expect(await stranger.answer('call:hold', { callId, on: false })).toMatchObject({
    error: { code: 'not_found' },
  });
});

test('a device that never enters is missed after 20 s, and the call ends after 45 s', async () => {
  const { nakagawa, caller, callee } = await pair();
  const call = await caller.command('call:offer', offer(nakagawa.id));
  await callee.command('call:accept', { callId: call.id, device: newId() });
  await runDue(later(21));
  const cut = await caller.event('call', ({ data }) => JSON.stringify(data).includes('"cutAt":"'));
  expect(stateOf(cut)).toBe('answered');
  await runDue(later(46));
  const ended = await callee.event('call', (event) => stateOf(event) === 'ended');
  expect(ended.data).toMatchObject({ reason: 'cut' });
});

test('somebody shut out while it rings keeps no other call from its end', async () => {
  const { nakagawa, caller } = await pair();
  const { nakagawa: other, caller: second, ōnishi } = await pair();
  const section = await house.section(`収納係 ${nakagawa.id}`, [], [nakagawa]);
  const first = await caller.command('call:offer', offer(nakagawa.id));
  await second.command('call:offer', offer(other.id));
  // As by an import, which ends no call.
  await house.db.updateTable('person').set({ leftOn: '2020-01-01' }).where('id', '=', nakagawa.id).execute();
  await runDue(later(31));
  expect((await openOf(ōnishi)).open).toEqual([]);
  const memo = await caller.event('memo:changed');
  expect(memo.data).toMatchObject({ callId: first.id, sectionId: section, personId: null });
});

test('a number that is no affair of a telephone is not carried by a call', async () => {
  const { nakagawa, caller } = await pair();
  const about = '個人番号は123456789018です';
  expect(await caller.answer('call:offer', { ...offer(nakagawa.id), about })).toMatchObject({
    error: { code: 'my_number' },
  });
});

test('only who has a memo in hand answers it by a call, and only to whom it asks for', async () => {
  const { nakagawa, caller, callee } = await pair();
  const missed = await caller.command('call:offer', offer(nakagawa.id));
  await callee.command('call:decline', { callId: missed.id, reply: 'memo' });
  const told = await callee.event('memo:changed');
  const memoId = String(Reflect.get(Object(told.data), 'id'));
  const friend = await house.person('友 人');
  for (const [who, calls] of [
    [callee, friend],
    [caller, nakagawa],
  ] as const)
    expect(await who.answer('call:offer', { ...offer(calls.id), memoId })).toMatchObject({
      error: { code: 'not_allowed' },
    });
});

test('nobody calls from where talk is not allowed, nor somebody who has left', async () => {
  const { nakagawa, ōnishi, caller } = await pair();
  const guest = await house.connect(ōnishi, 'guest');
  expect(await guest.answer('call:offer', offer(nakagawa.id))).toMatchObject({
    error: { code: 'no_calls_here' },
  });
  const gone = await house.person('去った 人');
  await house.db.updateTable('person').set({ disabledAt: new Date() }).where('id', '=', gone.id).execute();
  expect(await caller.answer('call:offer', offer(gone.id))).toMatchObject({ error: { code: 'person_left' } });
});

test('who is shut out is out of every call', async () => {
  const { nakagawa, caller, callee } = await pair();
  const call = await caller.command('call:offer', offer(nakagawa.id));
  await callee.command('call:accept', { callId: call.id, device: newId() });
  const admin = await house.connect(await house.person('髙田 美咲', { roles: ['system'] }));
  await admin.command('person:disable', { personId: nakagawa.id });
  const ended = await caller.event('call', (event) => stateOf(event) === 'ended');
  expect(ended.data).toMatchObject({ reason: 'removed' } satisfies Partial<Call>);
});
