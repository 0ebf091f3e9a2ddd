import { expect, test } from 'vitest';
import { People } from '#lib/people/people.svelte.ts';
import { Switcher } from './switcher.svelte.ts';

const clerk = (id: string, name: string, kana: string, extension: string) => ({
  id,
  name,
  kana,
  extension,
  duties: ['収納率の統計'],
  posts: [{ id: `post-${id}`, sectionId: 'shuno', section: '収納係', title: '主事', isOffice: false }],
});
const channel = (id: string, name: string, purpose: string) => ({
  id,
  kind: 'public' as const,
  source: 'hand' as const,
  sectionId: null,
  name,
  purpose,
  label: '2',
  putAwayAt: null,
  seq: 0,
  directWith: [],
  memberCount: 3,
  headNo: 0,
  lastAt: null,
  role: 'member' as const,
  muted: false,
  favourite: false,
  folderId: null,
  orderNo: null,
  readNo: 0,
  unreadFrom: null,
  forYou: [],
});

async function switcher() {
  const people = new People();
  people.showSections([
    { id: 'shuno', parentId: null, name: '収納係', path: '税務課', extension: '2220', duties: [] },
  ]);
  people.show([
    clerk('ueno', '上野 玲子', 'うえの れいこ', '2223'),
    clerk('ono', '小野 萌', 'おの もえ', '2225'),
  ]);
  const all = [
    channel('meeting', '収納対策会議', '月例'),
    channel('flowers', '互助会', '上野さんの送別の花'),
  ];
  await people.hall.finish();
  return new Switcher(people, { all, nameOf: ({ name }) => name });
}

test.each([
  ['しゅうのう', ['section', 'channel', 'person', 'person']],
  ['収納対策', ['channel']],
  ['上野', ['person', 'channel']],
  ['2225', ['person']],
])('%s finds what is called so before those who belong to it', async (query, order) => {
  const found = await switcher();
  found.query = query;
  expect(found.rows.map(({ of }) => of)).toEqual(order);
});

test.each([
  ['通話の', '/calls'],
  ['係の電話', '/calls/section'],
])('%s finds the screen that no door of the rail leads to', async (query, href) => {
  const found = await switcher();
  found.query = query;
  expect(found.rows[0]).toMatchObject({ of: 'screen', href });
});

test('one wrong letter is forgiven where nothing anywhere is called so', async () => {
  const found = await switcher();
  found.query = 'uenp';
  expect([found.isGuess, found.rows.map(({ key }) => key)]).toEqual([true, ['ueno']]);
  found.query = 'ueno';
  expect(found.isGuess).toBe(false);
});

test('of equals, who sits in the own section and who was called lately come first', async () => {
  const people = new People('me');
  const from = (id: string, name: string, kana: string, sectionId: string) => ({
    ...clerk(id, name, kana, ''),
    posts: [{ id: `post-${id}`, sectionId, section: '', title: '主事', isOffice: false }],
  });
  people.show([
    from('me', '北川 由紀', 'きたがわ ゆき', 'shuno'),
    from('kimura', '木村 誠', 'きむら まこと', 'somu'),
    from('kishi', '岸 洋平', 'きし ようへい', 'somu'),
    from('kita', '喜多 恵', 'きだ めぐみ', 'shuno'),
  ]);
  await people.hall.finish();
  people.called = ['kimura'];
  const found = new Switcher(people, { all: [], nameOf: ({ name }) => name });
  found.query = 'ki';
  const persons = found.rows.filter(({ of }) => of === 'person');
  expect(persons.map(({ key }) => key)).toEqual(['kita', 'me', 'kimura', 'kishi']);
});
