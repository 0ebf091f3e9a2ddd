import { afterAll, beforeAll, expect, test } from 'vitest';
import { knockEvents, type Knock, type Knocks } from '@engawa/contract/knocks';
import { newId } from '@engawa/db/id';
import type { Colleague } from '@engawa/infra/colleague';
import { testHouse, type TestHouse } from '@engawa/infra/test-house';
import { told } from '#lib/live/told.ts';
import { withNewest, withRead, type Newest } from '#lib/live/newest.ts';
import { concerns } from './concerns.ts';

let house: TestHouse;
let ken: Colleague;
let others: Colleague[];
let sectionId: string;

beforeAll(async () => {
  house = await testHouse();
  const me = await house.person('健');
  ken = await house.connect(me);
  sectionId = await house.section('収納係', [], [me]);
  others = await Promise.all(
    ['花子', '美咲', '拓也'].map(async (name) => house.connect(await house.person(name))),
  );
});
afterAll(() => house.stop());

const snapshot = async () => (await ken.get<Knocks>('/api/knocks')).data.knocks;

const sorted = (knocks: readonly Knock[]) => knocks.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** What stands on the screen of a page that knows this. */
const onScreen = (known: Newest<Knock>) =>
  sorted([...known.values()].filter((knock) => concerns(knock, ken.personId)));

test('what was asked before, and every event after it, tell what is asked now', async () => {
  const device = newId();
  const before = withRead(new Map(), await snapshot(), new Map());
  const seen = ken.events.length;
  const asks = (personId: string) => ({ personId, about: '件', device: newId() });
  const caller = { name: '', organisation: '', number: '' };
  for (const other of others) {
    const gone = await other.command('knock:ask', asks(ken.personId));
    await other.command('knock:withdraw', { knockId: gone.knockId });
    const held = await other.command('knock:hold', { to: { sectionId }, about: '', caller, device });
    await ken.command('knock:answer', { knockId: held.knockId, answer: 'takes-it', device });
    const own = await ken.command('knock:ask', asks(other.personId));
    await other.command('knock:answer', { knockId: own.knockId, answer: 'not-today', device });
    const later = await other.command('knock:ask', asks(ken.personId));
    await ken.command('knock:answer', { knockId: later.knockId, answer: 'in-five', device });
  }
  const [first] = [...(await snapshot())].filter(({ askerId }) => askerId === ken.personId);
  await ken.command('knock:seen', { knockId: first?.id ?? '' });
  await ken.settle();

  const news = ken.events.slice(seen).map(told);
  expect(Object.keys(knockEvents).filter((type) => !news.some((one) => one.type === type))).toEqual([]);
  const knocks = news.flatMap((one) => (one.type === 'knock' ? [one.data] : []));
  const now = sorted(await snapshot());
  expect(now).toHaveLength(5);
  expect(onScreen(knocks.reduce(withNewest<Knock>, before))).toEqual(now);
  // Twice, or late, is as good as once: a resume may bring what was already there.
  expect(onScreen([...knocks, ...knocks.slice(0, 4)].reduce(withNewest<Knock>, before))).toEqual(now);
  const heard = knocks.slice(0, 2).reduce(withNewest<Knock>, before);
  expect(onScreen(withRead(heard, now, heard))).toEqual(now);
});
