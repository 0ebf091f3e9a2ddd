import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { encodeCp932 } from './cp932.ts';
import { doubtfulCsv } from './doubtful.ts';
import { readPhoneList, type Given, type PhoneList } from './read-phone-list.ts';

function readList(bytes: Uint8Array, given: Given = {}): PhoneList {
  const list = readPhoneList(bytes, given);
  if (!list) throw new Error('no phone list');
  return list;
}

const list = (text: string) => readList(encodeCp932(text).bytes);
const told = (text: string) =>
  list(text).findings.map(({ line, code, blocks, about }) => [line, code, blocks, about]);

test('the phone list of the sample town goes in without a blocked row', () => {
  const town = readList(
    readFileSync(new URL('../../../../../packages/sample-town/data/内線表.csv', import.meta.url)),
  );
  expect(town.encoding).toBe('cp932');
  expect(town.people).toHaveLength(300);
  expect(town.findings.filter(({ blocks }) => blocks)).toEqual([]);
  expect(town.sections).toHaveLength(44);
  expect(town.sections.filter(({ parentKey }) => parentKey === undefined).map(({ name }) => name)).toContain(
    '総務部',
  );
  expect(town.people.some(({ posts }) => posts.length > 1)).toBe(true);
});

describe('what blocks a row', () => {
  test.each([
    ['no name', '氏名,職員番号,内線,フリガナ\n,1,2101,ヤマ', [[2, 'no_name', true, undefined]]],
    ['no staff number', '氏名,職員番号,課,フリガナ\n山,,税務課,ヤマ', [[2, 'no_staff_no', true, undefined]]],
    [
      'a staff number twice',
      '氏名,職員番号,課,フリガナ\n山,1,税務課,ヤマ\n川,1,税務課,カワ',
      [
        [2, 'staff_no_twice', true, '川'],
        [3, 'staff_no_twice', true, '山'],
      ],
    ],
    [
      'an unknown superior section',
      '部,課,係,氏名,フリガナ,職員番号\n,,収納係,山,ヤマ,1',
      [[2, 'unknown_superior', true, '収納係']],
    ],
    [
      'a 係 by itself in a list whose other 係 stand under a 課',
      '所属,氏名,フリガナ,職員番号\n税務課 収納係,山,ヤマ,1\n収納係,川,カワ,2',
      [[3, 'unknown_superior', true, '収納係']],
    ],
    ['no 係 by itself where none stands under a 課', '所属,氏名,フリガナ,職員番号\n収納係,川,カワ,2', []],
  ])('%s', (_what, text, findings) => {
    expect(told(text).filter(([, , blocks]) => blocks)).toEqual(findings);
  });
});

describe('what stands above a 係, typed by hand', () => {
  const others = '総務部,総務課,庶務係,川,カワ,2';
  test.each([
    ['部,係', ',収納係,山,ヤマ,1', [], 'section', '総務部 収納係', '総務部>収納係'],
    ['部,係', ',収納係,山,ヤマ,1', [], 'section', '総務部', '総務部>収納係'],
    ['部,係', ',収納係,山,ヤマ,1', [], 'section', '収納係', undefined],
    ['部,課,係', ',,収納係,山,ヤマ,1', [others], 'division', '総務課', '総務部>総務課>収納係'],
    ['部,課,係', ',,庶務係,山,ヤマ,1', [others], 'division', '総務課', '総務部>総務課>庶務係'],
    ['部,課,係', ',,収納係,山,ヤマ,1', [others], 'division', '総務部 税務課', '総務部>税務課>収納係'],
    ['部,課,係', ',,収納係,山,ヤマ,1', [others], 'division', '税務課', undefined],
    [
      '部,課,係',
      ',,収納係,山,ヤマ,1',
      [others, '水道部,総務課,庶務係,森,モリ,3'],
      'division',
      '総務課',
      undefined,
    ],
    [
      '所属',
      '収納係,山,ヤマ,1',
      ['総務部 税務課,川,カワ,2'],
      'section',
      '税務課 収納係',
      '総務部>税務課>収納係',
    ],
  ] as const)('in %s: %s beside %j, %s is "%s"', (columns, row, beside, column, value, path) => {
    const text = [`${columns},氏名,フリガナ,職員番号`, row, ...beside].join('\n');
    const { findings, people } = readList(encodeCp932(text).bytes, {
      corrections: [{ line: 2, column, value }],
    });
    const blocked = findings.filter(({ blocks }) => blocks).map(({ line, code }) => `${line} ${code}`);
    expect(blocked).toEqual(path ? [] : ['2 unknown_superior']);
    if (path) expect(people[0]?.posts[0]?.section.join('>')).toBe(path);
  });
});

describe('what only warns', () => {
  test.each([
    [
      'a shared extension, with whom',
      '氏名,職員番号,課,フリガナ,内線\n山,1,税務課,ヤマ,2101\n川,2,税務課,カワ,2101',
      [
        [2, 'shared_extension', false, '川'],
        [3, 'shared_extension', false, '山'],
      ],
    ],
    ['missing kana', '氏名,職員番号,課,フリガナ\n山,1,税務課,', [[2, 'missing_kana', false, undefined]]],
    ['no section', '氏名,職員番号,課,フリガナ\n山,1,,ヤマ', [[2, 'no_section', false, undefined]]],
    [
      'the same person twice by the look of it',
      '氏名,職員番号,課,フリガナ\n髙田 修,1,税務課,タカダ オサム\n高田 修,2,税務課,たかだ おさむ',
      [
        [2, 'looks_twice', false, '2、3'],
        [3, 'looks_twice', false, '2、3'],
      ],
    ],
    [
      'a team that stands nowhere else',
      '氏名,職員番号,課,フリガナ,兼務\n山,1,税務課,ヤマ,DX推進チーム 主査',
      [[2, 'new_section_by_concurrent', false, 'DX推進チーム']],
    ],
  ])('%s', (_what, text, findings) => {
    expect(told(text)).toEqual(findings);
  });

  test('a counter with many people names three', () => {
    const rows = ['あ', 'い', 'う', 'え', 'お', 'か'].map(
      (kana, i) => `${kana}子,${i + 1},窓口課,${kana},2201`,
    );
    expect(told(`氏名,職員番号,課,フリガナ,内線\n${rows.join('\n')}`)[0]?.[3]).toBe('い子+4');
  });
});

test('the section tree in the order of the list, concurrent posts in their place', () => {
  const { sections, people } = list(
    [
      '部,課,係,氏名,職員番号,フリガナ,兼務',
      '総務部,総務課,庶務係,山,1,ヤマ,収納係 主査',
      '総務部,税務課,収納係,川,2,カワ,総務課 庶務係',
      '総務部,税務課,庶務係,林,3,ハヤシ,庶務係',
      '議会事務局,,,森,4,モリ,',
    ].join('\n'),
  );
  expect(sections.map(({ path, people: count }) => `${path.join('>')} ${count}`)).toEqual([
    '総務部 0',
    '総務部>総務課 0',
    '総務部>総務課>庶務係 2',
    '総務部>税務課 0',
    '総務部>税務課>収納係 2',
    '総務部>税務課>庶務係 2',
    '議会事務局 1',
  ]);
  expect(people[2]?.posts[1]?.section).toEqual(['総務部', '税務課', '庶務係']);
});

test('one section in two spellings is one', () => {
  const { sections } = list('課,氏名,職員番号,フリガナ\nＤＸ推進課,山,1,ヤマ\nDX推進課,川,2,カワ\n');
  expect(sections.map(({ name }) => name)).toEqual(['ＤＸ推進課']);
});

test('a wrong guess is corrected by hand', () => {
  const bytes = encodeCp932('名称,番号,連絡先\n山田,1,2101\n').bytes;
  const guessed = readList(bytes);
  const { people } = readList(bytes, {
    reading: { ...guessed.reading, headingLine: 1, columns: ['name', 'staffNo', 'extension'] },
  });
  expect(people).toMatchObject([{ name: '山田', staffNo: '1', extensions: ['2101'] }]);
});

test('an ugly list: title, merged cells, page headings, notes, wide digits', () => {
  const text = [
    '"縁野市役所　内線番号表（令和７年１１月１日現在）",,,,',
    ',,,,',
    '課　名,係　名,職　　名,氏　　　名,フリガナ,内線,職員番号',
    '【総務部】,,,,,,',
    '総務課,庶務係,係長,髙橋　一郎,ﾀｶﾊｼ ｲﾁﾛｳ,2101・2102,００１',
    ',,主事,"佐藤　花子\n(旧姓 鈴木)",ｻﾄｳ ﾊﾅｺ,2101,="002"',
    ',,,,,,',
    '課　名,係　名,職　　名,氏　　　名,フリガナ,内線,職員番号',
    ',人事係,主査,山﨑　健一,ﾔﾏｻﾞｷ ｹﾝｲﾁ,２１１０～２,003',
    '※内線は代表,,,,,,',
  ].join('\r\n');
  const { people, reading, findings } = list(text);
  expect(reading).toMatchObject({ headingLine: 3, sameAsAbove: true });
  expect(
    people.map(({ name, staffNo, extensions, posts }) => [name, staffNo, extensions, posts[0]?.section]),
  ).toEqual([
    ['髙橋 一郎', '001', ['2101', '2102'], ['総務課', '庶務係']],
    ['佐藤 花子 (旧姓 鈴木)', '002', ['2101'], ['総務課', '庶務係']],
    ['山﨑 健一', '003', ['2110', '2111', '2112'], ['総務課', '人事係']],
  ]);
  expect(findings.filter(({ blocks }) => blocks)).toEqual([]);
});

test('the doubtful rows leave as a CSV, as they stood in the file', () => {
  const town = list('氏名,職員番号,課,フリガナ,備考\n山,1,税務課,,=1+1\n川,2,税務課,カワ,\n,3,税務課,,');
  const bytes = doubtfulCsv(town, ['行', '確かめること'], ({ code }) => code, 'cp932');
  expect(new TextDecoder('shift_jis').decode(bytes)).toBe(
    [
      '行,確かめること,氏名,職員番号,課,フリガナ,備考',
      "2,missing_kana,山,1,税務課,,'=1+1",
      '4,no_name,,3,税務課,,',
      '',
    ].join('\r\n'),
  );
});

test('10,000 people within 2 seconds', () => {
  const rows = Array.from(
    { length: 10_000 },
    (_, i) =>
      `${i % 12}部,${i % 120}課,${i % 480}係,主事,山﨑　${i}子,ﾔﾏｻﾞｷ ${'アイウエオ'.charAt(i % 5)}コ,${100_000 + i},${2000 + (i % 4000)},0999-22-${i},a${i}@example.jp,口座振替、督促・催告,${i % 20 ? '' : 'DX推進チーム 主査'}`,
  );
  const { bytes } = encodeCp932(
    `部,課,係,職名,氏名,フリガナ,職員番号,内線,直通,メール,担当業務,兼務\r\n${rows.join('\r\n')}`,
  );
  // Time of the processor: the machine may be busy with other tests.
  const before = process.cpuUsage();
  const { people, findings } = readList(bytes);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(2500);
  expect(people).toHaveLength(10_000);
  expect(findings.some(({ blocks }) => blocks)).toBe(false);
});

test('a name that turns the writing round or hides something is read as it would stand on paper', () => {
  const bytes = new TextEncoder().encode('氏名,職員番号,課\n山\u202e田 太\u200b郎\u3164,1,税\u2066務課\n');
  const list = readPhoneList(bytes);
  expect(list?.people.map(({ name }) => name)).toEqual(['山田 太郎']);
  expect(list?.people[0]?.posts[0]?.section).toEqual(['税務課']);
});
