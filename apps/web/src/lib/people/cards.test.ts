import { expect, test } from 'vitest';
import { personCard, sectionBeside, sectionCards } from './cards.ts';

const section = (id: string, parentId: string | null, name: string) => ({
  id,
  parentId,
  name,
  shortName: null,
  extensions: [],
  duties: [],
});
const cards = sectionCards([
  section('soumu', null, '総務部'),
  section('zeimu', 'soumu', '税務課'),
  section('shuno', 'zeimu', '収納係'),
  section('suido', null, '上下水道課'),
  section('gesui', 'suido', '下水道係'),
  section('kenko', null, '健康福祉課'),
  section('chiiki', 'kenko', '健康福祉課地域包括支援センター係'),
]);
const byId = new Map(cards.map((card) => [card.id, card]));

test('a section knows the way to it from the top', () => {
  expect(byId.get('shuno')?.path).toBe('総務部 税務課');
});

test('beside a name the 部 is left out, unless it is all there is', () => {
  expect(sectionBeside(byId.get('shuno'))).toBe('税務課 収納係');
  expect(sectionBeside(byId.get('gesui'))).toBe('上下水道課 下水道係');
  expect(sectionBeside(byId.get('soumu'))).toBe('総務部');
  expect(sectionBeside(byId.get('chiiki'))).toBe('健康福祉課地域包括支援センター係');
});

test('a card carries the posts with their sections, the main one first', () => {
  const card = personCard(
    {
      id: 'takada',
      name: '髙田 美咲',
      kana: 'たかだ みさき',
      photo: null,
      extensions: ['2131', '2132'],
      posts: [
        { id: 'p1', sectionId: 'shuno', title: '係長', head: true, main: true, until: null },
        { id: 'p2', sectionId: 'soumu', title: '主査', head: false, main: false, until: null },
      ],
      duties: ['口座振替'],
      former: false,
    },
    (id) => byId.get(id),
  );
  expect(card.posts.map(({ section: at, title }) => `${at} ${title}`)).toEqual([
    '税務課 収納係 係長',
    '総務部 主査',
  ]);
  expect(card.extension).toBe('2131');
});
