import { expect, test } from 'vitest';
import { plainBody } from './body.ts';
import { markdownBody } from './markdown.ts';
import { previewOf } from './preview.ts';

const id = '01900000-0000-7000-8000-000000000001';
const labelOf = (of: string) => (of === 'all' ? '全員' : '宮本 拓也');

test.each([
  [`<@p:${id}> さん、\n**至急**お願いします。<@all>`, '@宮本 拓也 さん、 至急お願いします。@全員'],
  ['件数です。\n\n| 月 | 件数 |\n| --- | --: |\n| 4月 | **12** |', '件数です。 月 件数 4月 12'],
  ['> 引用\n\n- 一つ\n- ~~二つ~~', '引用 一つ 二つ'],
  ['3. 三\n4. 四', '3. 三 4. 四'],
  ['```sh\nls -l\n```\n`a * b` と 2*3=6', 'ls -l a * b と 2*3=6'],
  [
    String.raw`[手引き](https://example.jp/a) \\fs01\税務課\手引.xlsx`,
    String.raw`手引き \\fs01\税務課\手引.xlsx`,
  ],
])('%j reads in one line as plain words', (body, line) => {
  expect(previewOf(markdownBody(body), labelOf)).toBe(line);
});

test('a long one is cut between letters, never inside one', () => {
  expect(previewOf(plainBody('𠮷'.repeat(5)), labelOf, 3)).toBe('𠮷𠮷𠮷…');
});
