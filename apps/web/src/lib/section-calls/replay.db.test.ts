import { afterAll, beforeAll, expect, test } from 'vitest';
import { sectionCallEvents, type SectionCall, type SectionCalls } from '@engawa/contract/section-calls';
import { newId } from '@engawa/db/id';
import type { Colleague } from '@engawa/infra/colleague';
import { testHouse, type TestHouse } from '@engawa/infra/test-house';
import { alwaysOpen } from '@engawa/infra/test-lines';
import { withNewest, withRead, type Newest } from '#lib/live/newest.ts';
import { told } from '#lib/live/told.ts';

type Known = Newest<SectionCall>;

let house: TestHouse;
let ken: Colleague;
let others: Colleague[];
let section: string;

beforeAll(async () => {
  house = await testHouse();
  const clerk = await house.person('健');
  const head = await house.person('誠');
  section = await house.section('収納係', [head], [clerk]);
  ken = await house.connect(clerk);
  const lead = await house.connect(head);
  await lead.command('section-line:set', { sectionId: section, line: alwaysOpen });
  others = await Promise.all(
    ['花子', '美咲', '拓也'].map(async (name) => house.connect(await house.person(name))),
  );
});
afterAll(() => house.stop());

const snapshot = async () => (await ken.get<SectionCalls>('/api/section-calls')).data.open;
const openIn = (known: Known) => sorted([...known.values()].filter(({ endedAt }) => endedAt === null));
const sorted = (calls: readonly SectionCall[]) => calls.toSorted((a, b) => (a.id < b.id ? -1 : 1));

test('what was open, and every event of calls to sections after it, tell what is open now', async () => {
  const before: Known = withRead(new Map(), await snapshot(), new Map(), ({ endedAt }) => endedAt !== null);
  const seen = ken.events.length;
  const offer = { sectionId: section, about: '件', device: newId() };
  for (const other of others) {
    const { id } = await other.command('section-call:offer', offer);
    await other.command('section-call:cancel', { sectionCallId: id, wantsMemo: true });
  }
  const [first, ...waiting] = others;
  const taken = await first?.command('section-call:offer', offer);
  await ken.command('section-call:accept', { sectionCallId: taken?.id ?? '', device: newId() });
  for (const other of waiting) await other.command('section-call:offer', offer);
  await ken.settle();

  const news = ken.events.slice(seen).map(told);
  expect(Object.keys(sectionCallEvents).filter((type) => !news.some((one) => one.type === type))).toEqual([]);
  const calls = news.flatMap((one) => (one.type === 'section-call' ? [one.data] : []));
  const now = sorted(await snapshot());
  expect(now).toHaveLength(2);
  const after = (told: readonly SectionCall[]) => openIn(told.reduce<Known>(withNewest, before));
  expect(after(calls)).toEqual(now);
  // Twice, or late, is as good as once: a resume may bring what was already there.
  expect(after([...calls, ...calls.slice(0, 4)])).toEqual(now);
});
