import { afterAll, beforeAll, expect, test } from 'vitest';
import { helpCallEvents, type HelpCall, type HelpCalls } from '@engawa/contract/help-calls';
import type { Colleague } from '@engawa/infra/colleague';
import { testHouse, type TestHouse } from '@engawa/infra/test-house';
import { makePresent } from '@engawa/infra/test-presence';
import { told } from '#lib/live/told.ts';
import { withNewest, withRead, type Newest } from '#lib/live/newest.ts';

let house: TestHouse;
let ken: Colleague;
let others: Colleague[];
let sectionId: string;

beforeAll(async () => {
  house = await testHouse();
  const people = await Promise.all(['健', '花子', '美咲'].map((name) => house.person(name)));
  sectionId = await house.section('証明係', [], people);
  await makePresent(house.db, people);
  const [first, ...rest] = await Promise.all(people.map((person) => house.connect(person)));
  if (!first) throw new Error('nobody');
  [ken, others] = [first, rest];
});
afterAll(() => house.stop());

const snapshot = async () => (await ken.get<HelpCalls>('/api/help-calls')).data;
const openIn = (known: Newest<HelpCall>) => [...known.values()].filter(({ endedAt }) => endedAt === null);
const isOver = ({ endedAt }: HelpCall) => endedAt !== null;
const sorted = (all: readonly HelpCall[]) => all.toSorted((a, b) => (a.id < b.id ? -1 : 1));

test('what was open, and every event of calls for help after it, tell what is open now', async () => {
  const before = withRead<HelpCall>(new Map(), await snapshot(), new Map(), isOver);
  const seen = ken.events.length;
  for (const other of others) {
    const taken = await other.command('help:ask', { sectionId, place: '窓口1番' });
    await ken.command('help:go', taken);
    const back = await other.command('help:ask', { sectionId, place: '窓口2番' });
    await ken.command('help:decline', back);
    await other.command('help:withdraw', back);
    await other.command('help:ask', { sectionId, place: '窓口3番' });
  }
  const own = await ken.command('help:ask', { sectionId, place: '窓口4番' });
  await others[0]?.command('help:decline', own);
  await ken.settle();

  const news = ken.events.slice(seen).map(told);
  expect(Object.keys(helpCallEvents).filter((type) => !news.some((one) => one.type === type))).toEqual([]);
  const all = news.flatMap((one) => (one.type === 'help-call' ? [one.data] : []));
  const now = sorted(await snapshot());
  expect(now.map(({ mine }) => mine)).toEqual(['heard', 'heard', 'asked']);
  expect(sorted(openIn(all.reduce(withNewest, before)))).toEqual(now);
  // Twice, or late, is as good as once: a resume may bring what was already there.
  expect(sorted(openIn([...all, ...all.slice(0, 5)].reduce(withNewest, before)))).toEqual(now);
  const heard = all.slice(0, 2).reduce(withNewest, before);
  expect(sorted(openIn(withRead(heard, now, heard, isOver)))).toEqual(now);
});
