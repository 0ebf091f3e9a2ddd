import { expect, test } from 'vitest';
import { encodeCp932 } from './cp932.ts';
import { countsOf, differenceOf, type KnownPerson } from './difference.ts';
import { readPhoneList } from './read-phone-list.ts';

const heading = '部,課,職名,氏名,フリガナ,職員番号,内線,担当業務,兼務';
const listed = (...rows: string[]) => readPhoneList(encodeCp932([heading, ...rows].join('\n')).bytes).people;

const hanako: KnownPerson = {
  id: '1',
  staffNo: '00101',
  name: '髙田 花子',
  kana: 'たかだ はなこ',
  hasLeft: false,
  posts: [{ section: ['総務部', '総務課'], title: '係長', isMain: true }],
  extensions: ['2101', '2102'],
  directLine: '',
  email: '',
  duties: ['文書管理', '公印'],
};
const same = '総務部,総務課,係長,髙田　花子,ﾀｶﾀﾞ ﾊﾅｺ,00101,2102・2101,公印、文書管理,';

const changes = (...rows: string[]) =>
  differenceOf(listed(...rows), [hanako]).people.map((one) => one.changes);

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
  const difference = differenceOf(listed(same.replace('00101', '00102')), [hanako]);
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
  expect(differenceOf([], [gone]).left).toEqual([]);
  expect(differenceOf(listed(same), [gone]).people[0]?.changes).toEqual(['returned']);
});
