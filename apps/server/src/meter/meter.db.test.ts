import { afterAll, beforeAll, expect, test } from 'vitest';
import { Meter } from '@engawa/contract/meter';
import { newId } from '@engawa/db/id';
import { TestBrowser } from '../../../../infra/test-browser.ts';
import { testHouse, type Made, type TestHouse } from '../../../../infra/test-house.ts';
import { fewest, groupsOf, monthsOf, yearOf } from './policy.ts';

let house: TestHouse;
let admin: Made;

beforeAll(async () => {
  house = await testHouse();
  admin = await house.person('髙田 美咲', { roles: ['system'] });
});
afterAll(() => house.stop());

const people = (name: string, count: number) =>
  Promise.all(Array.from({ length: count }, (_, at) => house.person(`${name} ${at}`)));

const ask = (person: Made, path: string) =>
  new TestBrowser(house.origins.lgwan, person.cookies.lgwan).get(path);

const meterOf = async (person: Made) => Meter.parse((await ask(person, '/api/meter')).body);

const totals = ({ rows }: Meter) => Object.fromEntries(rows.map(({ name, counts }) => [name, counts.at(-1)]));

test('calls, asks, memos and messages are counted once each, where whoever began them sits', async () => {
  const [head, ...staff] = await people('税務', 6);
  const small = await people('小係', 2);
  const [first, second] = staff;
  const [one] = small;
  if (!head || !first || !second || !one) throw new Error('nobody');
  const parent = await house.section('税務課', [head], staff);
  await house.section('小さい係', [], small, parent);
  const far = await people('遠い', fewest);
  await house.section('遠い課', [], far);
  const other = far[0];
  if (!other) throw new Error('nobody');
  const [caller, callee, smalls] = await Promise.all([first, second, one].map((each) => house.connect(each)));
  if (!caller || !callee || !smalls) throw new Error('nobody');

  const device = newId();
  // Answered: a call. Asked and answered otherwise: an ask. Written: a memo, answered by a message.
  const { id } = await caller.command('call:offer', { calleeId: second.id, about: '', device });
  await callee.command('call:accept', { callId: id, device });
  await caller.command('call:hang-up', { callId: id });
  const { knockId } = await smalls.command('knock:ask', { personId: second.id, about: '', device });
  await callee.command('knock:answer', { knockId, answer: 'not-today', device });
  // A call that is declined leaves a memo, and is counted as that.
  const missed = await caller.command('call:offer', { calleeId: second.id, about: '', device });
  await callee.command('call:decline', { callId: missed.id, reply: 'by-chat' });
  const told = await callee.event('memo:changed');
  await callee.command('memo:answer', { memoId: String(Reflect.get(Object(told.data), 'id')) });

  const meter = await meterOf(admin);
  expect(totals(meter)).toEqual({
    税務課: { calls: 1, asks: 1, memos: 1, messages: 1 },
    遠い課: { calls: 0, asks: 0, memos: 0, messages: 0 },
  });
  expect(JSON.stringify(meter)).not.toContain(first.id);
  // Who heads a section sees that one; who heads none, nothing.
  expect(Object.keys(totals(await meterOf(head)))).toEqual(['税務課']);
  expect((await ask(second, '/api/meter')).status).toBe(404);

  const csv = await ask(admin, '/api/meter.csv');
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  // Read as text the mark in front is gone.
  expect(csv.text).toContain('月,課・係,通話');
  expect(csv.text).toContain(',税務課,1,1,1,1,4');
});

test('no section is shown with fewer people than five, and no total tells of one that is left out', () => {
  const place = (id: string, parentId: string | null = null) => ({ id, parentId, name: id });
  const places = [place('部'), place('課', '部'), place('甲', '課'), place('乙', '課'), place('室')];
  const shown = (counts: [string, number][]) =>
    groupsOf(places, new Map(counts)).map(({ head, members }) => [head.id, members.toSorted().join('')]);
  const crowded: [string, number][] = [
    ['甲', 5],
    ['乙', 4],
    ['課', 1],
    ['部', 1],
    ['室', 2],
  ];
  expect(shown(crowded)).toEqual([
    ['課', '乙課'],
    ['甲', '室甲部'],
  ]);
  expect(shown([['甲', 2]])).toEqual([]);
});

test('a year begins in April and ends with this month', () => {
  expect(yearOf('2026-03-31')).toBe(2025);
  expect(yearOf('2026-04-01')).toBe(2026);
  expect(monthsOf(2025, '2026-02-10')).toEqual([
    ...['04', '05', '06', '07', '08', '09', '10', '11', '12'].map((month) => `2025-${month}`),
    '2026-01',
    '2026-02',
  ]);
});
