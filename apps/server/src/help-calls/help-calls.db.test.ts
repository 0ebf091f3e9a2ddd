import { afterAll, beforeAll, expect, test } from 'vitest';
import { HelpCalls, type HelpCall } from '@engawa/contract/help-calls';
import { newId } from '@engawa/db/id';
import type { Colleague } from '../../../../infra/colleague.ts';
import { testHouse, type Made, type TestHouse } from '../../../../infra/test-house.ts';
import { makePresent } from '../../../../infra/test-presence.ts';
import { keptMs } from './policy.ts';
import { removeEnded } from './queries.ts';
import { runDue } from './watch-due.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.stop());

/** The house a while from now: what is due then is done now. */
const later = (seconds: number) => ({
  ...house.platform,
  clock: { now: () => new Date(Date.now() + seconds * 1000) },
});

const stateOf = (event: { data: unknown }): unknown => Reflect.get(Object(event.data), 'state');
const place = '窓口3番、住民票';

/** 市民課 with two 係 of some people each; everybody is 在席, the asker at the counter. */
async function hall(first = 2, second = 2) {
  const make = (n: number) => Promise.all(Array.from({ length: n }, (_, at) => house.person(`職員 ${at}`)));
  const asker = await house.person('窓口 花子');
  const [near, far] = [await make(first), await make(second)];
  const whole = await house.section(`市民課 ${newId()}`, [], []);
  const sectionId = await house.section('証明係', [], [asker, ...near], whole);
  await house.section('戸籍係', [], far, whole);
  await makePresent(house.db, [asker, ...near, ...far]);
  await house.db.insertInto('whereabouts').values({ personId: asker.id, state: 'counter' }).execute();
  return { asker, near, far, sectionId, asks: await house.connect(asker) };
}

const openOf = async (colleague: Colleague): Promise<HelpCall[]> =>
  HelpCalls.parse((await colleague.get('/api/help-calls')).data);

const one = (people: readonly Made[]): Made => {
  const [first] = people;
  if (!first) throw new Error('nobody');
  return first;
};

test('those who are free in the section hear where they are wanted, and the first who goes stops it for all', async () => {
  const { asker, near, sectionId, far, asks } = await hall(3);
  const [ken, misaki, busy] = near;
  if (!ken || !misaki || !busy) throw new Error('nobody');
  await house.db.insertInto('presenceBusy').values({ ref: 'x', personId: busy.id, kind: 'call' }).execute();
  const [kens, misakis] = [await house.connect(ken), await house.connect(misaki)];
  const { helpCallId } = await asks.command('help:ask', { sectionId, place });
  expect((await kens.event('help-call')).data).toMatchObject({
    id: helpCallId,
    place,
    askerId: asker.id,
    mine: 'heard',
    heard: 2,
  });
  expect((await misakis.event('help-call')).data).toMatchObject({ id: helpCallId, mine: 'heard' });
  expect(await openOf(asks)).toMatchObject([{ id: helpCallId, mine: 'asked' }]);
  for (const person of [busy, one(far)])
    expect(await openOf(await house.connect(person)), 'who is busy, or of another 係').toEqual([]);

  await kens.command('help:go', { helpCallId });
  for (const colleague of [asks, misakis]) {
    const taken = await colleague.event('help-call', (event) => stateOf(event) === 'taken');
    expect(taken.data).toMatchObject({ takerId: ken.id });
  }
  expect(await misakis.answer('help:go', { helpCallId })).toMatchObject({ error: { code: 'help_taken' } });
  expect(await kens.answer('help:go', { helpCallId })).toMatchObject({ ok: true });
  expect(await asks.answer('help:withdraw', { helpCallId })).toMatchObject({ error: { code: 'help_taken' } });
  expect(await openOf(misakis)).toEqual([]);
});

test('of 1,000 raced 行きます of 20 colleagues exactly one a call for help wins', async () => {
  const { near, sectionId, asks } = await hall(20, 0);
  const all = await Promise.all(near.map((person) => house.connect(person)));
  for (let round = 0; round < 50; round += 1) {
    const { helpCallId } = await asks.command('help:ask', { sectionId, place });
    const answers = await Promise.all(all.map((colleague) => colleague.answer('help:go', { helpCallId })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    for (const answer of answers) if (!answer.ok) expect(answer.error.code).toBe('help_taken');
  }
}, 60_000);

test('taking back and going at the same moment have one outcome', async () => {
  const { near, sectionId, asks } = await hall(1, 0);
  const goes = await house.connect(one(near));
  for (let round = 0; round < 30; round += 1) {
    const { helpCallId } = await asks.command('help:ask', { sectionId, place });
    const [gone, back] = await Promise.all([
      goes.answer('help:go', { helpCallId }),
      asks.answer('help:withdraw', { helpCallId }),
    ]);
    expect([gone.ok, back.ok].filter(Boolean)).toHaveLength(1);
  }
});

test('what nobody answers goes to the whole 課, and then tells the asker that nobody came', async () => {
  const { near, far, sectionId, asks } = await hall();
  const fars = await house.connect(one(far));
  const { helpCallId } = await asks.command('help:ask', { sectionId, place });
  await runDue(later(40));
  expect(await openOf(fars)).toEqual([]);
  await Promise.all([runDue(later(46)), runDue(later(46))]);
  expect((await fars.event('help-call')).data).toMatchObject({ isWide: true, heard: 4, mine: 'heard' });
  await runDue(later(46 + 91));
  const over = await asks.event('help-call', (event) => stateOf(event) === 'unanswered');
  expect(over.data).toMatchObject({ id: helpCallId, heard: 4 });
  const late = await house.connect(one(near));
  expect(await late.answer('help:go', { helpCallId })).toMatchObject({ error: { code: 'help_over' } });
});

test('where everybody says いまは行けません it goes further at once', async () => {
  const { near, far, sectionId, asks } = await hall(2, 1);
  const { helpCallId } = await asks.command('help:ask', { sectionId, place });
  const all = await Promise.all(near.map((person) => house.connect(person)));
  await Promise.all(all.map((colleague) => colleague.command('help:decline', { helpCallId })));
  const last = await house.connect(one(far));
  expect(await openOf(last)).toMatchObject([{ id: helpCallId, isWide: true }]);
  // Who declined is told of it, not asked again.
  expect(await openOf(await house.connect(one(near)))).toMatchObject([{ mine: 'declined' }]);
  await last.command('help:decline', { helpCallId });
  await asks.event('help-call', (event) => stateOf(event) === 'unanswered');
});

test('nobody free is said at once, and a second press while one is open begins no second one', async () => {
  const { far, near, sectionId, asks } = await hall();
  const first = await asks.command('help:ask', { sectionId, place });
  expect(await asks.command('help:ask', { sectionId, place: '窓口1番' })).toEqual(first);
  await asks.command('help:withdraw', first);
  const values = [...near, ...far].map(({ id }) => ({ personId: id, state: 'out' }));
  await house.db.insertInto('whereabouts').values(values).execute();
  const { helpCallId } = await asks.command('help:ask', { sectionId, place });
  const told = await asks.event('help-call', ({ data }) => Reflect.get(Object(data), 'id') === helpCallId);
  expect(told.data).toMatchObject({ state: 'unanswered', heard: 0 });
});

test('who was not told finds none, a 個人番号 is not taken, and what is over does not stay', async () => {
  const { asker, near, sectionId, asks } = await hall();
  const stranger = await house.connect(await house.person('よその 人'));
  const { helpCallId } = await asks.command('help:ask', { sectionId, place });
  for (const name of ['help:go', 'help:decline', 'help:withdraw'] as const)
    expect(await stranger.answer(name, { helpCallId })).toMatchObject({ error: { code: 'not_found' } });
  expect(await asks.answer('help:go', { helpCallId })).toMatchObject({ error: { code: 'not_found' } });
  const goes = await house.connect(one(near));
  expect(await goes.answer('help:withdraw', { helpCallId })).toMatchObject({ error: { code: 'not_found' } });
  expect(await asks.answer('help:ask', { sectionId: newId(), place })).toMatchObject({
    error: { code: 'not_found' },
  });
  expect(await asks.answer('help:ask', { sectionId, place: '123456789018' })).toMatchObject({ ok: false });
  const abroad = await house.connect(asker, 'guest');
  expect(await abroad.answer('help:ask', { sectionId, place })).toMatchObject({ ok: false });
  await goes.command('help:go', { helpCallId });
  await removeEnded(house.db, new Date(Date.now() + keptMs));
  expect(await house.db.selectFrom('helpCall').select('id').where('id', '=', helpCallId).execute()).toEqual(
    [],
  );
});
