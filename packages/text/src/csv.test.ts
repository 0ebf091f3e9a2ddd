import { expect, test } from 'vitest';
import { csvText } from './csv.ts';

test.each([
  ['山﨑 健一', '山﨑 健一'],
  ['a,b', '"a,b"'],
  ['"係長"', '"""係長"""'],
  ['一行\n二行', '"一行\n二行"'],
  ['a;b', '"a;b"'],
  ['=1+1', "'=1+1"],
  ['＝1', "'＝1"],
  ['+81', "'+81"],
  ['-2', "'-2"],
  ['@SUM(A1),1', `"'@SUM(A1),1"`],
  ['\t=1', `"'\t=1"`],
  ['2134', '2134'],
  ['', ''],
])('%j is written as %j', (cell, written) => {
  expect(csvText([[cell]])).toBe(`${written}\r\n`);
});

test('rows end as Excel ends them', () => {
  expect(
    csvText([
      ['氏名', '内線'],
      ['山田', '2134'],
    ]),
  ).toBe('氏名,内線\r\n山田,2134\r\n');
});
