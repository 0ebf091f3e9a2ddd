import { afterAll, beforeAll, expect, test } from 'vitest';
import { Knocks, type Knock, type KnockAnswer } from '@engawa/contract/knocks';
import { Calls } from '@engawa/contract/calls';
import { newId } from '@engawa/db/id';
import type { MemoList } from '@engawa/contract/memos';
import type { Colleague } from '../../../../infra/colleague.ts';
import { testHouse, type Made, type TestHouse } from '../../../../infra/test-house.ts';
import { runDue } from './watch-due.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.stop());

const stateOf = (event: { data: unknown }): unknown => Reflect.get(Object(event.data), 'state');
const noCaller = { name: '', organisation: '', number: '' };

async function pair() {
  const [ueno, ono] = [await house.person('上野 玲子'), await house.person('小野 萌')];
  return { ueno, ono, asker: await house.connect(ueno), asked: await house.connect(ono) };
}

const ask = (personId: string) => ({ personId, about: '納付書の件', device: newId() });

const openOf = async (page: Colleague): Promise<readonly Knock[]> =>
  Knocks.parse((await page.get('/api/knocks')).data).knocks;

const callsOf = async (page: Colleague) => Calls.parse((await page.get('/api/calls')).data).open;

/** The house a while from now: what is due then is done now. */
const later = (seconds: number) => ({
  ...house.platform,
  clock: { now: () => new Date(Date.now() + seconds * 1000) },
});

const say = (page: Colleague, knockId: string, answer: KnockAnswer, device = newId()) =>
  page.command('knock:answer', { knockId, answer, device });

test('いま話せます: the page that asked joins, and both are in a call at once', async () => {
  const { ueno, ono, asker, asked } = await pair();
  const device = newId();
  const { knockId } = await asker.command('knock:ask', { ...ask(ono.id), device });
  const card = (await asked.event('knock')).data;
  expect(card).toMatchObject({ askerId: ueno.id, about: '納付書の件', state: 'asked', caller: null });
  const kept = await house.db.selectFrom('commandResult').select('result').execute();
  expect(JSON.stringify(kept)).not.toContain('納付書');
  const answering = newId();
  await say(asked, knockId, 'now', answering);
  const agreed = await asker.event('knock', (event) => stateOf(event) === 'agreed');
  expect(agreed.data).toMatchObject({ answererId: ono.id, device });
  await asker.command('knock:start', { knockId, device });
  const [call] = await callsOf(asked);
  expect(call).toMatchObject({ state: 'answered', callerId: ueno.id, calleeId: ono.id });
  expect(call?.legs.map((leg) => leg.device)).toEqual([device, answering]);
  expect(await openOf(asker)).toEqual([]);
  expect(await openOf(asked)).toEqual([]);
});

test('いま話せます to a page that is gone: it rings who asked as any call does', async () => {
  const { ueno, ono, asker, asked } = await pair();
  const { knockId } = await asker.command('knock:ask', ask(ono.id));
  const device = newId();
  await say(asked, knockId, 'now', device);
  await runDue(later(9));
  const [call] = await callsOf(asked);
  expect(call).toMatchObject({ state: 'ringing', callerId: ono.id, calleeId: ueno.id, about: '納付書の件' });
  expect(call?.legs[0]?.device).toBe(device);
  expect(await openOf(asker)).toEqual([]);
});

test('いま話せます to somebody who talks already: it rings there at once', async () => {
  const { ueno, ono, asker, asked } = await pair();
  const other = await house.connect(await house.person('前田 修'));
  const { id: callId } = await asker.command('call:offer', {
    calleeId: other.personId,
    about: '',
    device: newId(),
  });
  await other.command('call:accept', { callId, device: newId() });
  const { knockId } = await asker.command('knock:ask', ask(ono.id));
  await say(asked, knockId, 'now');
  expect(await callsOf(asked)).toMatchObject([{ state: 'ringing', callerId: ono.id, calleeId: ueno.id }]);
  // Whoever talks cannot say now.
  const { knockId: second } = await asked.command('knock:ask', ask(other.personId));
  expect(
    await other.answer('knock:answer', { knockId: second, answer: 'now', device: newId() }),
  ).toMatchObject({ error: { code: 'in_a_call' } });
});

test('5分後: both are reminded when it is time, even after a restart, and one press rings', async () => {
  const { ueno, ono, asker, asked } = await pair();
  const { knockId } = await asker.command('knock:ask', ask(ono.id));
  await say(asked, knockId, 'in-five');
  const promised = await asker.event('knock', (event) => stateOf(event) === 'promised');
  const until = Date.parse(String(Reflect.get(Object(promised.data), 'until')));
  expect(until - Date.now()).toBeGreaterThan(290_000);
  // Nothing remembers it but the database: any server that looks does it, once.
  await runDue(later(200));
  expect(await openOf(asker)).toMatchObject([{ state: 'promised' }]);
  await Promise.all([runDue(later(301)), runDue(later(301))]);
  for (const page of [asker, asked]) await page.event('knock', (event) => stateOf(event) === 'due');
  await asked.command('knock:start', { knockId, device: newId() });
  expect(await callsOf(asker)).toMatchObject([{ state: 'ringing', callerId: ono.id, calleeId: ueno.id }]);
  expect(await asker.answer('knock:start', { knockId, device: newId() })).toMatchObject({
    error: { code: 'knock_over' },
  });
});

test('a reminder that nobody takes up becomes a memo, and none comes where the two have talked', async () => {
  const { ueno, ono, asker, asked } = await pair();
  const { knockId } = await asker.command('knock:ask', ask(ono.id));
  await say(asked, knockId, 'in-thirty');
  await runDue(later(1801));
  await runDue(later(2402));
  await asker.event('knock', (event) => stateOf(event) === 'memo');
  expect((await asked.event('memo:changed')).data).toMatchObject({
    authorId: ueno.id,
    personId: ono.id,
    subject: '納付書の件',
    ask: 'call_back',
  });

  const talked = await pair();
  const next = await talked.asker.command('knock:ask', ask(talked.ono.id));
  await say(talked.asked, next.knockId, 'in-five');
  const call = { calleeId: talked.ueno.id, about: '', device: newId() };
  const { id: callId } = await talked.asked.command('call:offer', call);
  await talked.asker.command('call:accept', { callId, device: newId() });
  await runDue(later(301));
  await talked.asker.event('knock', (event) => stateOf(event) === 'talked');
});

test('unanswered for ten minutes it becomes a memo, and the words go an hour later', async () => {
  const { ueno, ono, asker, asked } = await pair();
  const { knockId } = await asker.command('knock:ask', ask(ono.id));
  await runDue(later(590));
  expect(await openOf(asked)).toHaveLength(1);
  await Promise.all([runDue(later(601)), runDue(later(601)), runDue(later(601))]);
  const over = await asker.event('knock', (event) => stateOf(event) === 'memo');
  const memo = (await asked.event('memo:changed')).data;
  expect(memo).toMatchObject({ authorId: ueno.id, subject: '納付書の件', callId: null });
  expect(Reflect.get(Object(over.data), 'memoId')).toBe(Reflect.get(Object(memo), 'id'));
  expect(await asked.answer('knock:answer', { knockId, answer: 'now', device: newId() })).toMatchObject({
    error: { code: 'knock_over' },
  });
  expect(await openOf(asker)).toMatchObject([{ state: 'memo', seen: false }]);
  await asker.command('knock:seen', { knockId });
  expect(await openOf(asker)).toEqual([]);
  await runDue(later(601 + 3601));
  const row = await house.db
    .selectFrom('knock')
    .selectAll()
    .where('id', '=', knockId)
    .executeTakeFirstOrThrow();
  expect(row).toMatchObject({ about: '', dueAt: null });
});

test('きょうは難しい and チャットで are answers: they leave no memo', async () => {
  const { ono, asker, asked } = await pair();
  for (const answer of ['not-today', 'by-chat'] as const) {
    const { knockId } = await asker.command('knock:ask', ask(ono.id));
    await say(asked, knockId, answer);
    const told = await asker.event('knock', ({ data }) => Reflect.get(Object(data), 'answer') === answer);
    expect(told.data).toMatchObject({ state: 'answered', answererId: ono.id, memoId: null });
  }
  expect(asked.events.filter(({ type }) => type === 'memo:changed')).toEqual([]);
  // An answer for a line that is held is none to this question.
  const { knockId } = await asker.command('knock:ask', ask(ono.id));
  expect(
    await asked.answer('knock:answer', { knockId, answer: 'put-through', device: newId() }),
  ).toMatchObject({ error: { code: 'not_allowed' } });
});

test('one open question a pair, whoever asks; taken back it is gone', async () => {
  const { ueno, ono, asker, asked } = await pair();
  const both = await Promise.all([
    asker.answer('knock:ask', ask(ono.id)),
    asker.answer('knock:ask', ask(ono.id)),
    asked.answer('knock:ask', ask(ueno.id)),
  ]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  for (const answer of both) if (!answer.ok) expect(answer.error.code).toBe('knock_open');
  const [open] = await openOf(asker);
  const withdraw = { knockId: open?.id ?? '' };
  const [first, second] = open?.askerId === ueno.id ? [asker, asked] : [asked, asker];
  expect(await second.answer('knock:withdraw', withdraw)).toMatchObject({ error: { code: 'not_allowed' } });
  await first.command('knock:withdraw', withdraw);
  await second.event('knock', (event) => stateOf(event) === 'withdrawn');
  expect(await openOf(asker)).toEqual([]);
  await asked.command('knock:ask', ask(ueno.id));
});

test('what was promised either of the two may take back', async () => {
  const { ono, asker, asked } = await pair();
  const { knockId } = await asker.command('knock:ask', ask(ono.id));
  await say(asked, knockId, 'in-five');
  await asked.command('knock:withdraw', { knockId });
  await asker.event('knock', (event) => stateOf(event) === 'withdrawn');
  // Who asked was not asked: it stands until they have seen it.
  expect(await openOf(asker)).toMatchObject([{ state: 'withdrawn', answererId: ono.id }]);
});

test('an answer and a withdrawal at once: one of them holds, the same for both', async () => {
  for (let round = 0; round < 30; round += 1) {
    const { ono, asker, asked } = await pair();
    const { knockId } = await asker.command('knock:ask', ask(ono.id));
    const answers = await Promise.all([
      asker.answer('knock:withdraw', { knockId }),
      asked.answer('knock:answer', { knockId, answer: 'not-today', device: newId() }),
      runDue(later(601)).then(() => ({ ok: false })),
    ]);
    const row = await house.db
      .selectFrom('knock')
      .select(['state', 'memoId'])
      .where('id', '=', knockId)
      .executeTakeFirstOrThrow();
    expect(answers.filter(({ ok }) => ok)).toHaveLength(row.state === 'memo' ? 0 : 1);
    expect(row.memoId === null).toBe(row.state !== 'memo');
  }
}, 60_000);

test('who is not at a screen, does not answer now, has left, or is oneself is not asked', async () => {
  const { ueno, ono, asker, asked } = await pair();
  const away = await house.person('外出 中');
  const code = async (personId: string, page = asker) => {
    const answer = await page.answer('knock:ask', ask(personId));
    return answer.ok ? 'asked' : answer.error.code;
  };
  expect(await code(away.id)).toBe('not_at_screen');
  await asked.command('presence:quiet', { until: new Date(Date.now() + 60_000).toISOString() });
  expect(await code(ono.id)).toBe('quiet_now');
  expect(await code(ueno.id)).toBe('invalid_input');
  expect(await code(newId())).toBe('not_found');
  await house.db.updateTable('person').set({ disabledAt: new Date() }).where('id', '=', away.id).execute();
  expect(await code(away.id)).toBe('person_left');
  expect(await code(ono.id, await house.connect(ueno, 'guest'))).toBe('no_calls_here');
  const spelled = { ...ask(ono.id), about: '個人番号は123456789018です' };
  expect(await asker.answer('knock:ask', spelled)).toMatchObject({ error: { code: 'my_number' } });
});

test('who is shut out leaves no question open: asked, it becomes a memo of the section', async () => {
  const { ono, asker } = await pair();
  const other = await pair();
  const section = await house.section(`収納係 ${ono.id}`, [], [ono]);
  const { knockId } = await asker.command('knock:ask', ask(ono.id));
  await other.asker.command('knock:ask', ask(other.ono.id));
  const admin = await house.connect(await house.person('髙田 美咲', { roles: ['system'] }));
  await admin.command('person:disable', { personId: ono.id });
  await admin.command('person:disable', { personId: other.ueno.id });
  await asker.event('knock', (event) => stateOf(event) === 'memo');
  const memo = await asker.event('memo:changed');
  expect(memo.data).toMatchObject({ sectionId: section, personId: null });
  await other.asked.event('knock', (event) => stateOf(event) === 'withdrawn');
  expect(await house.db.selectFrom('knock').select('state').where('id', '=', knockId).execute()).toEqual([
    { state: 'memo' },
  ]);
});

/** A section of three who are there and one who is not. */
async function desk() {
  const people: Made[] = [];
  for (const name of ['北川 由紀', '宮本 拓也', '谷口 直人']) people.push(await house.person(name));
  const away = await house.person('休暇 中');
  const sectionId = await house.section(`収納係 ${away.id}`, [], [...people, away]);
  const pages = await Promise.all(people.map((person) => house.connect(person)));
  const ueno = await house.person('上野 玲子');
  return { people, pages, sectionId, ueno, asker: await house.connect(ueno) };
}

const hold = (to: { personId: string } | { sectionId: string }) => ({
  to,
  about: '納税証明書の件',
  caller: { name: '北野 太郎', organisation: '', number: '0767-00-0000' },
  device: newId(),
});

test('外線お待たせ中: of all who answer for the section the first wins, and all the others see who', async () => {
  const { people, pages, sectionId, asker } = await desk();
  const { knockId } = await asker.command('knock:hold', hold({ sectionId }));
  for (const page of pages) {
    const card = (await page.event('knock')).data;
    expect(card).toMatchObject({ sectionId, caller: { name: '北野 太郎' }, about: '納税証明書の件' });
    expect(Object(card).asked).toHaveLength(3);
  }
  const answers = await Promise.all(
    pages.map((page) => page.answer('knock:answer', { knockId, answer: 'put-through', device: newId() })),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  const winner = people[answers.findIndex(({ ok }) => ok)];
  for (const page of [asker, ...pages]) {
    const told = await page.event('knock', (event) => stateOf(event) === 'answered');
    expect(told.data).toMatchObject({ answer: 'put-through', answererId: winner?.id });
  }
});

test('折り返します: who said so has a memo with the name and the number of who called', async () => {
  const { people, pages, sectionId, asker, ueno } = await desk();
  const { knockId } = await asker.command('knock:hold', hold({ sectionId }));
  const [first] = pages;
  if (!first) throw new Error('nobody');
  await say(first, knockId, 'calls-back');
  expect((await first.event('memo:changed')).data).toMatchObject({
    authorId: ueno.id,
    ownerId: people[0]?.id,
    caller: { name: '北野 太郎', number: '0767-00-0000' },
    subject: '納税証明書の件',
  });
});

test('a line that is held for a minute without an answer becomes a memo for whom it was', async () => {
  const { pages, sectionId, asker } = await desk();
  await asker.command('knock:hold', hold({ sectionId }));
  await runDue(later(50));
  expect(await openOf(asker)).toMatchObject([{ state: 'asked' }]);
  await runDue(later(61));
  await asker.event('knock', (event) => stateOf(event) === 'memo');
  const [colleague] = pages;
  await colleague?.event('memo:stirred');
  expect((await colleague?.get<MemoList>('/api/memos'))?.data.memos).toMatchObject([
    { sectionId, caller: { name: '北野 太郎', number: '0767-00-0000' } },
  ]);
  // A caller without a name: who holds the line wants to be called, with what was written down.
  const nameless = { ...hold({ sectionId }), caller: { ...noCaller, number: '0767-11-1111' } };
  await asker.command('knock:hold', nameless);
  await runDue(later(122));
  const memo = await asker.event('memo:changed', ({ data }) => Reflect.get(Object(data), 'caller') === null);
  expect(memo.data).toMatchObject({ note: '0767-11-1111', authorId: asker.personId });
});

test('nobody of the section there, no such section, or a question of somebody else', async () => {
  const { asker, pages, sectionId } = await desk();
  const empty = await house.section(`無人係 ${newId()}`, [], [await house.person('不在 者')]);
  expect(await asker.answer('knock:hold', hold({ sectionId: empty }))).toMatchObject({
    error: { code: 'nobody_there' },
  });
  expect(await asker.answer('knock:hold', hold({ sectionId: newId() }))).toMatchObject({
    error: { code: 'not_found' },
  });
  const { knockId } = await asker.command('knock:hold', hold({ sectionId }));
  const stranger = await house.connect(await house.person('他人'));
  expect(
    await stranger.answer('knock:answer', { knockId, answer: 'takes-it', device: newId() }),
  ).toMatchObject({ error: { code: 'not_found' } });
  expect(await asker.answer('knock:start', { knockId, device: newId() })).toMatchObject({
    error: { code: 'not_allowed' },
  });
  expect(await pages[0]?.answer('knock:answer', { knockId, answer: 'now', device: newId() })).toMatchObject({
    error: { code: 'not_allowed' },
  });
});
