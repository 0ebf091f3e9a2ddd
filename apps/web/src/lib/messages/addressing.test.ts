import { expect, test } from 'vitest';
import { stillThere, withLabels, withTokens, wordBefore } from './addressing.ts';

test.each([
  ['お願いします@', '', 6],
  ['窓口＠しゅう', 'しゅう', 2],
  ['収納係長@高', '高', 4],
  ['@onishi', 'onishi', 0],
])('%j asks for %j', (text, word, at) => {
  expect(wordBefore(text, text.length)).toEqual({ at, word });
});

test.each(['hanako@example.jp', '@宮本 さん', '済み', 'x@', '@「'])('%j asks for nobody', (text) => {
  expect(wordBefore(text, text.length)).toBeUndefined();
});

test('only the word before the caret counts', () => {
  expect(wordBefore('＠宮本さん、よろしく', 3)).toEqual({ at: 0, word: '宮本' });
});

const miyamoto = { label: '宮本 拓也', token: '<@p:1>' };
const other = { label: '宮本 拓也（窓口係）', token: '<@p:2>' };

test('labels become tokens, the longer name first', () => {
  const text = '＠宮本 拓也（窓口係）と@宮本 拓也さん、@知らない人';
  expect(withTokens(text, [miyamoto, other])).toBe('<@p:2>と<@p:1>さん、@知らない人');
  expect(stillThere('@宮本 拓', [miyamoto])).toEqual([]);
});

test('tokens become labels again for an edit', () => {
  const token = '<@p:01900000-0000-7000-8000-000000000001>';
  const { text, chosen } = withLabels(`${token}さん <@all>`, (of) =>
    of === '<@all>' ? '全員' : '宮本 拓也',
  );
  expect(text).toBe('@宮本 拓也さん @全員');
  expect(withTokens(text, chosen)).toBe(`${token}さん <@all>`);
});
