import { afterAll, beforeAll, expect, test } from 'vitest';
import { memoEvents, type MemoList, type MemoPage } from '@engawa/contract/memos';
import type { Colleague } from '@engawa/infra/colleague';
import { testHouse, type Made, type TestHouse } from '@engawa/infra/test-house';
import { told } from '#lib/live/told.ts';
import { emptyBook, openList, turnBook, withMemo } from './memo-book.ts';

let house: TestHouse;
let ken: Made;
let others: Made[];
let kens: Colleague;
let all: Colleague[];
let sections: string[];

beforeAll(async () => {
  house = await testHouse();
  ken = await house.person('健');
  others = await Promise.all(['花子', '美咲', '拓也'].map((name) => house.person(name)));
  const [hanako, misaki, takuya] = others;
  if (!hanako || !misaki || !takuya) throw new Error('nobody');
  sections = [
    await house.section('収納係', [], [ken, hanako]),
    await house.section('窓口係', [], [misaki, takuya]),
  ];
  kens = await house.connect(ken);
  all = [kens, ...(await Promise.all(others.map((person) => house.connect(person))))];
});
afterAll(() => house.stop());

/** Mulberry32: the same walk for the same seed. */
function dice(seed: number) {
  let state = seed;
  return <T>(list: readonly T[]): T => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    const one = list[Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * list.length)];
    if (one === undefined) throw new Error('nothing to choose from');
    return one;
  };
}

test('the list, and every event after it, give the list as it is read afresh', async () => {
  const of = dice(7);
  const list = async () => (await kens.get<MemoList>('/api/memos')).data;
  let book = openList(emptyBook, await list());
  const ids: string[] = [];
  const target = () =>
    of([true, false]) ? { personId: of([ken, ...others]).id } : { sectionId: of(sections) };
  const steps: (() => Promise<unknown>)[] = [
    async () => {
      const left = await of(all).answer('memo:write', {
        to: target(),
        caller: of([null, { name: of(['北川', '木下']), organisation: '', number: '' }]),
        ask: 'call_back',
        urgent: of([true, false]),
        subject: '件名',
        note: of(['', '内容', '別の内容']),
        label: '2',
        dueOn: null,
      });
      if (left.ok) ids.push(left.data.memoId);
    },
    async () => ids.length && of(all).answer('memo:see', { memoId: of(ids) }),
    async () =>
      ids.length &&
      of(all).answer('memo:claim', { memoId: of(ids), from: of([null, ken.id, of(others).id]) }),
    async () => ids.length && of(all).answer('memo:hand', { memoId: of(ids), to: target(), note: '' }),
    async () => ids.length && of(all).answer('memo:answer', { memoId: of(ids) }),
    async () =>
      ids.length &&
      of(all).answer('memo:close', {
        memoId: of(ids),
        as: of(['done', 'contacted', 'withdrawn'] as const),
        result: '',
      }),
  ];
  for (let step = 0; step < 300; step += 1) await of(steps)();
  // Whatever the dice say, one goes from the section to somebody elsewhere.
  const [, hanako, misaki, takuya] = all;
  if (!hanako || !misaki || !takuya) throw new Error('nobody');
  const away = await misaki.command('memo:write', {
    to: { sectionId: sections[0] ?? '' },
    caller: { name: '谷口', organisation: '', number: '' },
    ask: 'called',
    urgent: false,
    subject: '',
    note: '',
    label: '2',
    dueOn: null,
  });
  const to = { personId: takuya.personId };
  await hanako.command('memo:hand', { memoId: away.memoId, to, note: '' });
  await kens.settle();
  await new Promise((resolve) => setTimeout(resolve, 150));
  for (const event of kens.events.map(told)) {
    book = turnBook(book, event);
    if (event.type !== 'memo:stirred') continue;
    const page = await kens.get<MemoPage>(`/api/memos/${event.data.memoId}`);
    if (page.status === 200) book = withMemo(book, page.data.memo);
  }
  const now = await list();
  const byId = (memos: Iterable<{ id: string }>) =>
    Object.fromEntries([...memos].map((memo) => [memo.id, memo]));
  expect(byId(book.memos.values())).toEqual(byId(now.memos));
  const met = new Set(kens.events.map(({ type }) => type));
  expect(Object.keys(memoEvents).filter((type) => !met.has(type))).toEqual([]);
});
