import { expect, test } from 'vitest';
import { buildPersonIndex } from './person-search.ts';
import { beginsNearly } from './search-nearly.ts';

const person = (name: string, kana: string) => ({
  name,
  kana,
  extensions: [],
  sections: [],
  posts: [],
  duties: [],
});
const index = buildPersonIndex([
  person('山下 浩二', 'やました こうじ'),
  person('大西 千尋', 'おおにし ちひろ'),
  person('内田 翔', 'うちだ しょう'),
  person('松本 朋美', 'まつもと ともみ'),
  person('髙橋 亮', 'たかはし りょう'),
]);
const found = (query: string) => {
  const { hits, isNear } = index.search(query);
  return { names: hits.map(({ item }) => item.name), isNear: isNear ?? false };
};

test.each([
  ['yamsahita', '山下 浩二'],
  ['yamashtia', '山下 浩二'],
  ['yamasihta', '山下 浩二'],
  ['yamashta', '山下 浩二'],
  ['yamadhita', '山下 浩二'],
  ['oonihsi', '大西 千尋'],
  ['ohnixhi', '大西 千尋'],
  ['uchda', '内田 翔'],
  ['matsmoto', '松本 朋美'],
  ['takahaski', '髙橋 亮'],
  ['tomomu', '松本 朋美'],
  ['やましだ', '山下 浩二'],
])('%s: one letter is put right', (typed, name) => {
  expect(found(typed).names).toEqual([name]);
});

test('what is read as typed is no guess, and two wrong letters are too many', () => {
  expect(found('yamashita')).toEqual({ names: ['山下 浩二'], isNear: false });
  expect(found('yamsahita').isNear).toBe(true);
  expect(found('yanaxita').names).toEqual([]);
  expect(found('yan').names).toEqual([]);
});

test('each of the four slips, anywhere, in a word still being typed', () => {
  for (const typed of ['tanakx', 'tnaka', 'taanaka', 'atnaka', 'tana', 'xanaka'])
    expect(beginsNearly('tanakaiciro', typed), typed).toBe(true);
  expect(beginsNearly('tanaka', 'tnk')).toBe(false);
});

test('what lies near to who asks comes first among equals, and never before a better name', () => {
  const names = (favoured: string) =>
    index.search('yama', 50, ({ name }) => (name === favoured ? 25 : 0)).hits.map(({ item }) => item.name);
  expect(names('山下 浩二')).toEqual(['山下 浩二']);
  const two = buildPersonIndex([
    person('山 一', 'やま はじめ'),
    person('山岸 徹', 'やまぎし とおる'),
    person('山口 栞', 'やまぐち しおり'),
  ]);
  const order = two.search('yama', 50, ({ name }) => (name === '山口 栞' ? 25 : 0));
  expect(order.hits.map(({ item }) => item.name)).toEqual(['山 一', '山口 栞', '山岸 徹']);
});
