import { afterAll, beforeAll, expect, test } from 'vitest';
import { callEvents, type Call, type Calls } from '@engawa/contract/calls';
import { newId } from '@engawa/db/id';
import type { Colleague } from '@engawa/infra/colleague';
import { testHouse, type TestHouse } from '@engawa/infra/test-house';
import { told } from '#lib/live/told.ts';
import { withCall, withOpen, type KnownCalls } from './known-calls.ts';

let house: TestHouse;
let ken: Colleague;
let others: Colleague[];

beforeAll(async () => {
  house = await testHouse();
  ken = await house.connect(await house.person('健'));
  others = await Promise.all(
    ['花子', '美咲', '拓也'].map(async (name) => house.connect(await house.person(name))),
  );
});
afterAll(() => house.stop());

const snapshot = async () => (await ken.get<Calls>('/api/calls')).data.open;

const openIn = (known: KnownCalls) => [...known.values()].filter(({ endedAt }) => endedAt === null);

const sorted = (calls: readonly Call[]) => calls.toSorted((a, b) => (a.id < b.id ? -1 : 1));

test('what was open, and every event of calls after it, tell what is open now', async () => {
  const before = withOpen(new Map(), await snapshot(), new Map());
  const seen = ken.events.length;
  const device = newId();
  for (const other of others) {
    const offer = { calleeId: ken.personId, about: '件', device: newId() };
    const { id } = await other.command('call:offer', offer);
    await ken.command('call:accept', { callId: id, device });
    await other.command('call:hang-up', { callId: id });
    const declined = await other.command('call:offer', offer);
    await ken.command('call:decline', { callId: declined.id, reply: 'by-chat' });
    const given = await other.command('call:offer', offer);
    await other.command('call:cancel', { callId: given.id });
  }
  const [first, second] = others;
  const last = await ken.command('call:offer', { calleeId: first?.personId ?? '', about: '', device });
  await first?.command('call:accept', { callId: last.id, device: newId() });
  await second?.command('call:offer', { calleeId: ken.personId, about: '', device: newId() });
  await ken.settle();

  const news = ken.events.slice(seen).map(told);
  expect(Object.keys(callEvents).filter((type) => !news.some((one) => one.type === type))).toEqual([]);
  const calls = news.flatMap((one) => (one.type === 'call' ? [one.data] : []));
  const now = sorted(await snapshot());
  expect(now).toHaveLength(2);
  expect(sorted(openIn(calls.reduce(withCall, before)))).toEqual(now);
  // Twice, or late, is as good as once: a resume may bring what was already there.
  expect(sorted(openIn([...calls, ...calls.slice(0, 4)].reduce(withCall, before)))).toEqual(now);
  const heard = calls.slice(0, 2).reduce(withCall, before);
  expect(sorted(openIn(withOpen(heard, now, heard)))).toEqual(now);
});
