import { expect, test } from 'vitest';
import type { ColumnKind } from '@engawa/contract/phone-list';
import { encodeCp932 } from './cp932.ts';
import { countsOf, differenceOf, type KnownPerson } from './difference.ts';
import { readPhoneList, type Given, type PhoneList } from './read-phone-list.ts';

function readList(bytes: Uint8Array, given: Given = {}): PhoneList {
  const list = readPhoneList(bytes, given);
  if (!list) throw new Error('no phone list');
  return list;
}

const heading = '部,課,職名,氏名,フリガナ,職員番号,内線,担当業務,兼務';
const listed = (...rows: string[]) => readList(encodeCp932([heading, ...rows].join('\n')).bytes).people;

const told = new Set<ColumnKind>([
  'department',
  'division',
  'post',
  'name',
  'kana',
  'staffNo',
  'extension',
  'duties',
  'concurrent',
]);

const hanako: KnownPerson = {
  id: '1',
  staffNo: '00101',
  name: '髙田 花子',
  kana: 'たかだ はなこ',
  hasLeft: false,
  loginName: '',
  isAdministrator: false,
  orderNo: 0,
  posts: [
    {
      id: '11',
      section: ['総務部', '総務課'],
      title: '係長',
      isHead: true,
      isMain: true,
      from: '2020-04-01',
      until: null,
    },
  ],
  extensions: ['2101', '2102'],
  directLine: '',
  email: '',
  duties: ['文書管理', '公印'],
};
const same = '総務部,総務課,係長,髙田　花子,ﾀｶﾀﾞ ﾊﾅｺ,00101,2102・2101,公印、文書管理,';

const changes = (...rows: string[]) =>
  differenceOf(listed(...rows), [hanako], told).people.map((one) => one.changes);

test.each([
  ['nothing', same, []],
  ['Excel ate the zeros of the number', same.replace('00101', '101'), []],
  ['a new name', same.replace('髙田', '山﨑'), ['renamed']],
  ['the right character at last', same.replace('髙田', '高田'), ['renamed']],
  ['a reading put right', same.replace('ﾀｶﾀﾞ', 'ﾀｶﾀ'), ['renamed']],
  ['a reading left out says nothing', same.replace('ﾀｶﾀﾞ ﾊﾅｺ', ''), []],
  ['another section', same.replace('総務課', '税務課'), ['moved']],
  ['another title', same.replace('係長', '課長'), ['moved']],
  ['a second post', `${same}税務課 主査`, ['moved']],
  ['another extension', same.replace('2102・', ''), ['details']],
  ['another duty', same.replace('公印、', ''), ['details']],
  ['moved and renamed', same.replace('総務課', '税務課').replace('髙田', '山﨑'), ['moved', 'renamed']],
  ['somebody new', same.replace('00101', '00102'), ['joined']],
])('%s', (_what, row, expected) => {
  expect(changes(row)).toEqual([expected]);
});

test('who is not in the list has left, and is only told', () => {
  const difference = differenceOf(listed(same.replace('00101', '00102')), [hanako], told);
  expect(difference.left).toEqual([hanako]);
  expect(countsOf(difference)).toEqual({
    joined: 1,
    returned: 0,
    moved: 0,
    renamed: 0,
    details: 0,
    left: 1,
    unchanged: 0,
  });
});

test('who left before is not told again, and may return', () => {
  const gone = { ...hanako, hasLeft: true };
  expect(differenceOf([], [gone], told).left).toEqual([]);
  expect(differenceOf(listed(same), [gone], told).people[0]?.changes).toEqual(['returned']);
});

test('what the list does not tell stays as it is', () => {
  const brief = new Set<ColumnKind>(['name', 'staffNo']);
  const people = readList(encodeCp932('氏名,職員番号\n髙田 花子,00101\n').bytes).people;
  const [change] = differenceOf(people, [hanako], brief).people;
  expect(change?.changes).toEqual([]);
  expect(change?.person).toMatchObject({ extensions: ['2101', '2102'], duties: ['文書管理', '公印'] });
});

test('a list without 兼務 keeps the second posts', () => {
  const both: KnownPerson = {
    ...hanako,
    posts: [
      ...hanako.posts,
      {
        id: '12',
        section: ['DXチーム'],
        title: '主査',
        isHead: false,
        isMain: false,
        from: '2020-04-01',
        until: null,
      },
    ],
  };
  const people = listed(same.replace('係長', '課長'));
  const without = new Set([...told].filter((column) => column !== 'concurrent'));
  expect(differenceOf(people, [both], without).people[0]?.person.posts.map(({ title }) => title)).toEqual([
    '課長',
    '主査',
  ]);
  expect(differenceOf(people, [both], told).people[0]?.person.posts.map(({ title }) => title)).toEqual([
    '課長',
  ]);
});

test('rows that stay out are not taken for people who left', () => {
  expect(differenceOf([], [hanako], told, ['101']).left).toEqual([]);
});
