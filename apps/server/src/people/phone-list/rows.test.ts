import { describe, expect, test } from 'vitest';
import { guessReading } from './columns.ts';
import { readCsv } from './read-csv.ts';
import { dutiesIn, readRows } from './rows.ts';
import { splitPost, splitSection } from './section-path.ts';

function read(text: string) {
  const rows = readCsv(text)?.rows ?? [];
  return readRows(rows, guessReading(rows));
}
const first = (text: string) => read(text).people[0];
const codes = (text: string) => read(text).findings.map(({ code, column, about }) => [code, column, about]);

test('a plain row', () => {
  const row =
    '総務部,税務課,収納係,主査,山﨑　健一,ﾔﾏｻﾞｷ ｹﾝｲﾁ,００１２３４,２１３４,0767-22-2134,k.yamazaki@example.jp,口座振替、督促・催告,DX推進チーム 主査';
  expect(first(`部,課,係,職名,氏名,フリガナ,職員番号,内線,直通,メール,担当業務,兼務\n${row}`)).toEqual({
    line: 2,
    name: '山﨑 健一',
    kana: 'やまざき けんいち',
    staffNo: '001234',
    loginName: '',
    posts: [
      {
        section: ['総務部', '税務課', '収納係'],
        title: '主査',
        isHead: false,
        isMain: true,
        from: undefined,
        until: undefined,
      },
      { section: ['DX推進チーム'], title: '主査', isHead: false, isMain: false },
    ],
    extensions: ['2134'],
    directLine: '0767-22-2134',
    email: 'k.yamazaki@example.jp',
    duties: ['口座振替', '督促・催告'],
  });
});

test('the register writes the name: nothing in it is folded', () => {
  expect(first('氏名,職員番号\n\ufa10本　\ufa1b\u5fb7,1\n')?.name).toBe('\ufa10本 \ufa1b\u5fb7');
});

test('names in two columns', () => {
  expect(first('姓,名,姓カナ,名カナ\n髙田,美咲,タカダ,ミサキ')).toMatchObject({
    name: '髙田 美咲',
    kana: 'たかだ みさき',
  });
});

describe('extensions', () => {
  test.each([
    ['2134', ['2134']],
    ['２１３４', ['2134']],
    ['2134,2135', ['2134', '2135']],
    ['2134／2135', ['2134', '2135']],
    ['2134・2135', ['2134', '2135']],
    ['"2134\n2135"', ['2134', '2135']],
    ['内線2134', ['2134']],
    ['(2134)', ['2134']],
    ['2134～2136', ['2134', '2135', '2136']],
    ['2134~36', ['2134', '2135', '2136']],
    ['*82134', ['*82134']],
    ['-', []],
    ['', []],
    ['2134 2134', ['2134']],
  ])('%s', (cell, extensions) => {
    const quoted = cell.includes('"') ? cell : `"${cell}"`;
    expect(first(`氏名,内線\n山田,${quoted}`)?.extensions).toEqual(extensions);
  });

  test('what is no number is kept and told', () => {
    expect(codes('氏名,内線\n山田,代表')).toEqual([['odd_extension', 'extension', '代表']]);
  });
});

test.each([
  ['口座振替、督促、催告', ['口座振替', '督促', '催告']],
  ['口座振替、督促・催告', ['口座振替', '督促・催告']],
  ['口座振替・督促', ['口座振替', '督促']],
  ['・口座振替\n・督促\n', ['口座振替', '督促']],
  ['口座振替／督促', ['口座振替', '督促']],
  ['口座振替、その他、等', ['口座振替', 'その他']],
  ['課の総括。', ['課の総括']],
  ['', []],
])('duties in %j', (cell, duties) => {
  expect(dutiesIn(cell)).toEqual(duties);
});

test.each([
  ['総務部 総務課 庶務係', ['総務部', '総務課', '庶務係']],
  ['総務部／総務課', ['総務部', '総務課']],
  ['総務部総務課庶務係', ['総務部', '総務課', '庶務係']],
  ['総務部　税務課課税係', ['総務部', '税務課', '課税係']],
  ['市民課税係', ['市民課税係']],
  ['健康福祉課地域包括支援センター係', ['健康福祉課', '地域包括支援センター係']],
  ['学校教育課', ['学校教育課']],
  ['教育委員会事務局学校教育課', ['教育委員会事務局', '学校教育課']],
  ['議会事務局', ['議会事務局']],
  ['外部監査係', ['外部監査係']],
  ['山の手保育所', ['山の手保育所']],
  ['DX推進チーム', ['DX推進チーム']],
])('所属 %s', (cell, path) => {
  expect(splitSection(cell)).toEqual(path);
});

test.each([
  ['DX推進チーム 主査', ['DX推進チーム'], '主査'],
  ['DX推進チーム主査', ['DX推進チーム'], '主査'],
  ['総務課 危機管理係 主任', ['総務課', '危機管理係'], '主任'],
  ['税務課長', ['税務課'], '課長'],
  ['総務課総務係長', ['総務課', '総務係'], '係長'],
  ['議会事務局長', ['議会事務局'], '事務局長'],
  ['会計管理者', [], '会計管理者'],
  ['税務課課長補佐', ['税務課'], '課長補佐'],
  ['選挙管理委員会', ['選挙管理委員会'], ''],
])('兼務 %s', (text, section, title) => {
  expect(splitPost(text)).toEqual({ section, title });
});

describe('a second post', () => {
  const posts = (text: string) =>
    first(text)?.posts.map(
      ({ section, title, isMain }) => `${isMain ? '' : '+'}${section.join('>')}:${title}`,
    );
  test.each([
    ['課,職名,氏名,兼務\n税務課,係長,山田,総務課主査', ['税務課:係長', '+総務課:主査']],
    [
      '課,職名,氏名,兼務\n税務課,係長,山田,"総務課 主査、企画課 主査"',
      ['税務課:係長', '+総務課:主査', '+企画課:主査'],
    ],
    ['課,職名,氏名,兼務\n税務課,係長,山田,（兼）総務課主査', ['税務課:係長', '+総務課:主査']],
    ['課,職名,氏名,兼務\n税務課,係長,山田,総務課主査（兼務）', ['税務課:係長', '+総務課:主査']],
    ['課,職名,氏名\n税務課,係長（兼）総務課主査,山田', ['税務課:係長', '+総務課:主査']],
    ['課,職名,氏名\n税務課,課長兼会計管理者,山田', ['税務課:課長', '+税務課:会計管理者']],
    [
      '課,職名,氏名,職員番号,兼務\n税務課,係長,山田,1,\n総務課,主査,山田,1,○',
      ['税務課:係長', '+総務課:主査'],
    ],
    ['課,職名,氏名,職員番号\n税務課,係長,山田,1\n総務課,（兼）主査,山田,1', ['税務課:係長', '+総務課:主査']],
  ])('%j', (text, expected) => {
    expect(posts(text)).toEqual(expected);
    expect(read(text).people).toHaveLength(1);
  });
});

test('heads of sections are known by their titles', () => {
  const heads = read(
    '課,職名,氏名\nA課,課長,山\nA課,課長補佐,川\nA課,係長,林\nA課,主査,森\nA課,副所長,谷\nA課,館長,原',
  ).people;
  expect(heads.map(({ posts }) => posts[0]?.isHead)).toEqual([true, false, true, false, false, true]);
});

test('days in the Japanese calendar', () => {
  expect(first('氏名,課,発令日,任期満了日\n山田,税務課,R7.4.1,令和８年３月３１日')?.posts[0]).toMatchObject({
    from: '2025-04-01',
    until: '2026-04-01',
  });
  expect(codes('氏名,課,発令日\n山田,税務課,未定')).toEqual([['odd_date', 'from', '未定']]);
});

test('empty section cells under a merged one', () => {
  const { people } = read(
    '部,課,係,氏名\n総務部,総務課,庶務係,山\n,,,川\n,,人事係,林\n,税務課,,森\n,,,谷\n福祉部,,,原\n',
  );
  expect(people.map(({ posts }) => posts[0]?.section.join('>'))).toEqual([
    '総務部>総務課>庶務係',
    '総務部>総務課>庶務係',
    '総務部>総務課>人事係',
    '総務部>税務課',
    '総務部>税務課',
    '福祉部',
  ]);
});

describe('told about a row', () => {
  test.each([
    [
      '係 without its 課',
      '部,課,係,氏名\n総務部,総務課,庶務係,川\n,,収納係,山田',
      [['unknown_superior', 'unit', '収納係']],
    ],
    ['an outside character', '氏名,内線\n山\ue000,2134', [['private_use', 'name', '\ue000']]],
    ['a broken character', '氏名,内線\n山\ufffd,1234', [['private_use', 'name', '\ufffd']]],
    ['half-width kana in a name', '氏名,内線\nｽﾐｽ,2134', [['odd_width', 'name', 'ｽﾐｽ']]],
    ['wide digits', '氏名,内線\n山,２１３４', [['odd_width', 'extension', '２１３４']]],
    ['half-width kana in the reading are normal', '氏名,ﾌﾘｶﾞﾅ\n山,ﾔﾏ', []],
    ['wide letters in a section are normal', '課,氏名\nＤＸ課,山', []],
    ['kanji in the reading', '氏名,ふりがな\n山,山', [['odd_kana', 'kana', '山']]],
  ])('%s', (_what, text, expected) => {
    expect(codes(text)).toEqual(expected);
  });
});

test('what was put right by hand counts, and what stays out is remembered', () => {
  const rows = readCsv('課,氏名,職員番号\n税務課,山,1\n,川,2\n総務課,林,3\n')?.rows ?? [];
  const corrections = [
    { line: 2, column: 'kana' as const, value: 'ﾔﾏ' },
    { line: 2, column: 'name' as const, value: '山﨑　健一' },
  ];
  const { people, outside } = readRows(rows, guessReading(rows), { corrections, leaveOut: [4] });
  expect(people.map(({ name, kana }) => [name, kana])).toEqual([
    ['山﨑 健一', 'やま'],
    ['川', ''],
  ]);
  expect(outside).toEqual(['3']);
});

test('lines that are no people are passed over', () => {
  const { people } = read('課,氏名,内線\n【総務部】,,\n総務課,山田,2101\n課,氏名,内線\n税務課,髙橋,2102\n');
  expect(people.map(({ name }) => name)).toEqual(['山田', '髙橋']);
});

test('a row with an extension and no name is not passed over', () => {
  expect(read('課,氏名,内線\n総務課,,2101\n').people).toMatchObject([{ name: '', extensions: ['2101'] }]);
});
