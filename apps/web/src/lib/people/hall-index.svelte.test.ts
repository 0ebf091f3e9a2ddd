import { expect, test } from 'vitest';
import { People } from './people.svelte.ts';

const clerk = (n: number, name: string, kana: string) => ({
  id: `p${n}`,
  name,
  kana,
  extension: `${2000 + n}`,
  duties: [`担当${n}`],
  posts: [{ id: `o${n}`, sectionId: 's', section: `${n}課`, title: '主事', isOffice: false }],
});

const hall = Array.from({ length: 3000 }, (_, n) => clerk(n, `中川 陽子${n}`, 'なかがわ ようこ'));

test('the index of the hall is built without holding up the page, and stands only when it is whole', async () => {
  const people = new People();
  people.showAll([...hall, clerk(9999, '大西 千尋', 'おおにし ちひろ')]);
  let turns = 0;
  const timer = setInterval(() => (turns += people.hall.now ? 0 : 1), 1);
  await people.hall.prepare();
  clearInterval(timer);
  expect(turns).toBeGreaterThan(5);
  expect(people.hall.now?.search('おおにし', 3).hits.map(({ item }) => item.person.id)).toEqual(['p9999']);
});

test('who came since is found after it is prepared again; nothing is built where nobody came', async () => {
  const people = new People();
  people.showAll(hall.slice(0, 10));
  await people.hall.finish();
  const first = people.hall.now;
  await people.hall.prepare();
  expect(people.hall.now).toBe(first);
  people.show([clerk(9999, '大西 千尋', 'おおにし ちひろ')]);
  await people.hall.finish();
  expect(people.hall.now?.search('大西', 3).total).toBe(1);
});
