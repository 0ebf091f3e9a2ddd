import { expect, test } from 'vitest';
import { Directory } from './directory.svelte.ts';
import { People, type PersonCard } from './people.svelte.ts';

const person = (
  id: string,
  name: string,
  kana: string,
  sectionId: string,
  extra: Partial<PersonCard> = {},
) => ({
  id,
  name,
  kana,
  posts: [{ id: `post-${id}`, sectionId, section: sectionId, title: '主事', isOffice: false }],
  extension: '',
  duties: [],
  ...extra,
});
const section = (id: string, parentId: string | null, name: string) => ({
  id,
  parentId,
  name,
  path: '',
  extension: '',
  duties: [],
});

async function opened() {
  const people = new People();
  people.showSections([
    section('soumu', null, '総務部'),
    section('zeimu', 'soumu', '税務課'),
    section('suido', null, '上下水道課'),
  ]);
  people.show([
    person('onishi', '大西 千尋', 'おおにし ちひろ', 'zeimu', { extension: '2140' }),
    person('takahashi', '髙橋 学', 'たかはし まなぶ', 'zeimu'),
    person('yamazaki', '山﨑 健一', 'やまざき けんいち', 'soumu', { duties: ['口座振替'] }),
    person('tsuji', '辻 彩香', 'つじ あやか', 'suido'),
    person('gone', '岸 洋平', 'きし ようへい', 'suido', { isFormer: true }),
  ]);
  await people.hall.finish();
  return new Directory(people);
}

const names = (directory: Directory) =>
  directory.rows.map((row) => (row.of === 'person' ? row.person.name : row.section.name));

test('everybody who is here stands in the order of the kana', async () => {
  expect(names(await opened())).toEqual(['大西 千尋', '髙橋 学', '辻 彩香', '山﨑 健一']);
});

test.each(['oonishi', 'ohnishi', 'onisi', 'ｵｵﾆｼ', '大西', '2140'])('%s finds 大西', async (words) => {
  const directory = await opened();
  directory.query = words;
  expect(names(directory)[0]).toBe('大西 千尋');
});

test('高橋 finds 髙橋, a duty finds who has it, and a section is found as such', async () => {
  const directory = await opened();
  directory.query = '高橋';
  expect(names(directory)).toContain('髙橋 学');
  directory.query = '口座';
  expect(names(directory)[0]).toBe('山﨑 健一');
  // A section found by the work of its people shows that work.
  const found = directory.rows.find((row) => row.of === 'section');
  expect(found?.of === 'section' && found.section.duties).toContain('口座振替');
  directory.query = '税務課';
  expect(directory.rows.some((row) => row.of === 'section' && row.section.id === 'zeimu')).toBe(true);
});

test('who is searched by the name of a section finds the section first, who by a name the person', async () => {
  const directory = await opened();
  directory.query = '税務';
  expect(directory.rows[0]).toMatchObject({ of: 'section', key: 'zeimu' });
  directory.query = '大西';
  expect(directory.rows[0]).toMatchObject({ of: 'person', key: 'onishi' });
});

test('a section shows the people in it and below it, and the tree counts them', async () => {
  const directory = await opened();
  directory.choose('soumu');
  expect(names(directory)).toEqual(['大西 千尋', '髙橋 学', '山﨑 健一']);
  expect(directory.tree.map((node) => [node.section.name, node.people])).toEqual([
    ['総務部', 3],
    ['上下水道課', 1],
  ]);
});

test('the kana index knows which rows are filled and where they begin', async () => {
  const directory = await opened();
  expect([...directory.filled].sort()).toEqual(['あ', 'た', 'や']);
  expect(directory.startOf('た')).toBe(1);
});

test('a hall of 10,000 is ordered, counted and laid under its kana by looking at each person once or twice', () => {
  const people = new People();
  const sections = Array.from({ length: 400 }, (_, n) =>
    section(`s${n}`, n < 10 ? null : `s${n % 10}`, `${n}課`),
  );
  people.showSections(sections);
  let looks = 0;
  const everybody = Array.from({ length: 10_000 }, (_, n) => {
    const { kana, posts, ...rest } = person(
      `p${n}`,
      `職員${n}`,
      ['かとう', 'さとう', 'あべ'][n % 3] ?? '',
      `s${n % 400}`,
    );
    return {
      ...rest,
      get kana() {
        looks += 1;
        return kana;
      },
      get posts() {
        looks += 1;
        return posts;
      },
    };
  });
  people.showAll(everybody);
  const directory = new Directory(people);
  expect(directory.rows).toHaveLength(10_000);
  expect(directory.filled).toEqual(new Set(['あ', 'か', 'さ']));
  expect(directory.tree).toHaveLength(10);
  expect(directory.tree.map(({ people }) => people)).toEqual(Array(10).fill(1000));
  expect(looks).toBeLessThanOrEqual(40_000);
});
