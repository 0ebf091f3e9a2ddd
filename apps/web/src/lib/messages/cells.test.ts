import { expect, test } from 'vitest';
import { readCells, tableOf } from './cells.ts';
import { markdownBody } from './markdown.ts';

test('cells of a spreadsheet become a table', () => {
  const pasted = '月\t件数\r\n4月\t12\r\n5月\t8\r\n';
  expect(tableOf(pasted, '<table><tr></tr></table>')).toBe(
    '| 月 | 件数 |\n| --- | --- |\n| 4月 | 12 |\n| 5月 | 8 |',
  );
  expect(markdownBody(tableOf(pasted, '') ?? '')).toMatchObject([{ is: 'table', rows: [{}, {}] }]);
});

test('a cell with line breaks, quotes and bars stays one cell', () => {
  expect(readCells('"一\n二"\t"""重要"""\n"始まりだけ\t三')).toEqual([
    ['一\n二', '"重要"'],
    ['"始まりだけ', '三'],
  ]);
  const table = tableOf('a|b\t"一\n二"\nc\td', '') ?? '';
  expect(table).toBe('| a\\|b | 一 二 |\n| --- | --- |\n| c | d |');
  expect(markdownBody(table)).toMatchObject([{ head: [[{ text: 'a|b' }], [{ text: '一 二' }]] }]);
});

test('text that only has tabs in it stays text', () => {
  expect(tableOf('if (a) {\n\treturn;\n}', '')).toBeUndefined();
  expect(tableOf('一行だけ', '<table></table>')).toBeUndefined();
});

test('a line directly below a table is a sentence, and no row of it', () => {
  const body = '| 月 | 件 |\n| --- | --- |\n| 4月 | 12 |\n5月 | 8\n以上です。\n次の行';
  expect(markdownBody(body)).toMatchObject([
    { is: 'table', rows: [{}, {}] },
    { is: 'paragraph', inside: [{ text: '以上です。' }, { is: 'break' }, { text: '次の行' }] },
  ]);
});
