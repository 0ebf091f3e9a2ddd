import { expect, test } from 'vitest';
import { findMyNumbers, isMyNumber } from './mynumber.ts';

// Made for the tests by the rule of the ministerial order; nobody's number.
const VALID = '123456789018';

test.each([
  ['123456789018', true],
  ['111111111118', true],
  ['987654321093', true],
  ['123456789010', false],
  ['023456789013', true],
  ['000000000000', false],
  ['12345678901', false],
  ['1234567890123', false],
])('%s has a right check digit: %s', (digits, right) => {
  expect(isMyNumber(digits)).toBe(right);
});

test('exactly one last digit fits each eleven', () => {
  for (const eleven of ['12345678901', '98765432109', '10203040506', '55512349876']) {
    const fitting = '0123456789'.split('').filter((last) => isMyNumber(eleven + last));
    expect(fitting).toHaveLength(1);
  }
});

test.each([
  ['together', `番号は${VALID}です`, VALID],
  ['full width', '１２３４５６７８９０１８', '１２３４５６７８９０１８'],
  ['groups of four with spaces', '1234 5678 9018', '1234 5678 9018'],
  ['groups of four with full-width spaces', '１２３４　５６７８　９０１８', '１２３４　５６７８　９０１８'],
  ['groups of four with hyphens', '1234-5678-9018', '1234-5678-9018'],
  ['groups of four with long marks', '1234ー5678ー9018', '1234ー5678ー9018'],
  ['two groups', '123456 789018', '123456 789018'],
  ['after another number', `2134 ${VALID}`, VALID],
  ['next to kanji', `個人番号${VALID}（本人）`, VALID],
  ['next to letters', `No${VALID}`, VALID],
  ['in a table', `山田\t${VALID}\t2134`, VALID],
  ['mixed width', '1234５６７８9018', '1234５６７８9018'],
])('found: %s', (_how, text, found) => {
  expect(findMyNumbers(text).map(({ from, to }) => text.slice(from, to))).toEqual([found]);
});

test.each([
  ['a wrong check digit', '123456789012'],
  ['a corporate number of thirteen', `5${VALID}`],
  ['a longer run', `${VALID}34`],
  ['a card', '1234-5678-9018-1111'],
  ['a date and a time', '2025-11-25 1234'],
  ['uneven groups', '12345-6789-018'],
  ['two separators', '1234-5678 9018'],
  ['over two lines', '123456\n789018'],
  ['a decimal', `0.${VALID}`],
  ['an amount', '123,456,789,018'],
  ['the end of a UUID', `01890a5d-ac96-774b-bcce-${VALID}`],
  ['zeros', '000000000000'],
  ['telephones', '0767-22-1111 0767-22-2222'],
  ['nothing', ''],
])('not found: %s', (_how, text) => {
  expect(findMyNumbers(text)).toEqual([]);
});

test('two numbers in one text', () => {
  expect(findMyNumbers(`${VALID}と1111-1111-1118`)).toEqual([
    { from: 0, to: 12 },
    { from: 13, to: 27 },
  ]);
});

test('a long text of digits is done at once', () => {
  const before = process.threadCpuUsage();
  findMyNumbers('1 '.repeat(20_000));
  findMyNumbers('1'.repeat(40_000));
  findMyNumbers('1234-'.repeat(8_000));
  expect(process.threadCpuUsage(before).user / 1000).toBeLessThan(500);
});
