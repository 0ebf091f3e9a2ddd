import { describe, expect, test } from 'vitest';
import { readCsv } from './read-csv.ts';
import { writeCsv } from './write-csv.ts';

const cells = (text: string) => readCsv(text)?.rows.map((row) => row.cells);

describe('rows as Excel writes them', () => {
  test.each([
    ['quotes', '"山﨑, 健一","""係長"""\r\n', [['山﨑, 健一', '"係長"']]],
    [
      'a line break in a cell',
      'a,"口座振替\n督促"\r\nb,c',
      [
        ['a', '口座振替\n督促'],
        ['b', 'c'],
      ],
    ],
    ['ragged rows', 'a,b,c\na\na,b,c,d', [['a', 'b', 'c'], ['a'], ['a', 'b', 'c', 'd']]],
    ['zeros kept by a formula', '="0123",x', [['0123', 'x']]],
    ['zeros kept by an apostrophe', "'0123,x", [['0123', 'x']]],
    [
      'a stray quote',
      '山田"太郎",x\nb,c',
      [
        ['山田"太郎"', 'x'],
        ['b', 'c'],
      ],
    ],
    ['spaces of both widths around', '　山田　, x ', [['山田', 'x']]],
    [
      'empty lines',
      'a,b\r\n,\r\n\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'old Mac line ends',
      'a,b\rc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['no line end at the end', 'a,b', [['a', 'b']]],
    ['nothing', '', []],
  ])('%s', (_what, text, rows) => {
    expect(cells(text)).toEqual(rows);
  });
});

test.each([
  ['a,b\nc,d', ','],
  ['a\tb,c\nd\te', '\t'],
  ['a;b;c,\nd;e;f', ';'],
  ['"x;y;z",b\n"1;2",c', ','],
  ['a', ','],
])('the delimiter of %j is %j', (text, delimiter) => {
  expect(readCsv(text)?.delimiter).toBe(delimiter);
});

test('rows are counted as Excel counts them: a line break in a cell begins none', () => {
  expect(readCsv('見出し\n"a\nb",1\n\nc,2\n')?.rows.map(({ line }) => line)).toEqual([1, 2, 4]);
});

describe('what leaves the house', () => {
  test.each(['=1+1', '+81', '-2', '@SUM(A1)', '＝1', '\t=1', ' =cmd|x', '＠x'])('%j is not run', (cell) => {
    const text = new TextDecoder().decode(writeCsv([[cell]], 'utf-8-bom'));
    expect(text).toContain(`'${cell}`);
  });

  test('cells come back as they were', () => {
    const rows = [
      ['氏名', 'メモ'],
      ['髙橋 "一郎"', '一行目\n二行目'],
      ['=SUM(A1)', '2134,2135'],
    ];
    const bytes = writeCsv(rows, 'cp932');
    expect(readCsv(new TextDecoder('shift_jis').decode(bytes))?.rows.map((row) => row.cells)).toEqual(rows);
  });

  test('a name that CP932 does not have turns the file into UTF-8', () => {
    const bytes = writeCsv([['𠮷野']], 'cp932');
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes)).toBe('𠮷野\r\n');
  });
});
