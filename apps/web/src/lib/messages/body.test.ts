import { expect, test } from 'vitest';
import { needsMarkdown, plainBody, type Block, type Inline } from './body.ts';
import { markdownBody } from './markdown.ts';

const id = '01900000-0000-7000-8000-000000000001';

/** Writes nodes down in short, to compare by eye. */
function inline(nodes: Inline[]): string {
  return nodes
    .map((node) => {
      switch (node.is) {
        case 'text':
          return node.text;
        case 'break':
          return '⏎';
        case 'code':
          return `code(${node.text})`;
        case 'path':
          return `path(${node.text})`;
        case 'link':
          return `link(${node.href}${inline(node.inside) === node.href ? '' : ` as ${inline(node.inside)}`})`;
        case 'mention':
          return `@${node.of}`;
        default:
          return `${node.is}(${inline(node.inside)})`;
      }
    })
    .join('');
}

const short = (blocks: Block[]): string =>
  blocks
    .map((block) => {
      switch (block.is) {
        case 'paragraph':
          return inline(block.inside);
        case 'pre':
          return `pre(${block.text})`;
        case 'quote':
          return `quote(${short(block.blocks)})`;
        case 'list':
          return `list${block.start ?? ''}(${block.items.map(short).join(' / ')})`;
        case 'table':
          return `table(${[block.head, ...block.rows].map((row) => row.map(inline).join(' | ')).join(' // ')})`;
      }
    })
    .join(' ¶ ');

const both = [
  ['一行目\n二行目', '一行目⏎二行目'],
  ['一\n\n二', '一 ¶ 二'],
  ['https://example.jp/a。', 'link(https://example.jp/a)。'],
  ['「https://example.jp/a」です', '「link(https://example.jp/a)」です'],
  ['詳しくはhttps://example.jp/をご覧ください', '詳しくはlink(https://example.jp/)をご覧ください'],
  ['https://ja.wikipedia.org/wiki/A_(b), と', 'link(https://ja.wikipedia.org/wiki/A_(b)), と'],
  ['（https://example.jp/x）', '（link(https://example.jp/x)）'],
  ['(https://example.jp/x)', '(link(https://example.jp/x))'],
  ['https://', 'https://'],
  ['javascript://alert(1)', 'javascript://alert(1)'],
  [String.raw`\\fs01\税務課\予算_R8 (案).xlsx`, String.raw`path(\\fs01\税務課\予算_R8 (案).xlsx)`],
  [
    String.raw`資料は\\fs01\税務課\予算_R8 (案).xlsxです。`,
    String.raw`資料はpath(\\fs01\税務課\予算_R8 (案).xlsx)です。`,
  ],
  [String.raw`「\\fs01\share\_tmp_\a b」を見て`, String.raw`「path(\\fs01\share\_tmp_\a) b」を見て`],
  [String.raw`Z:\共有\*案*.txt`, String.raw`path(Z:\共有\)*案*.txt`],
  [
    String.raw`Z:\共有\R7.11.25 会議\次第.docx を開く`,
    String.raw`path(Z:\共有\R7.11.25 会議\次第.docx) を開く`,
  ],
  [`<@p:${id}>さん、<@all>`, '@personさん、@all'],
  ['<b>x</b><script>alert(1)</script>', '<b>x</b><script>alert(1)</script>'],
  ['&lt;b&gt; &amp;', '&lt;b&gt; &amp;'],
  ['# 見出しではない', '# 見出しではない'],
  ['---', '---'],
] as const;

test.each(both)('%j is read the same with and without Markdown', (body, drawn) => {
  if (!body.includes('*')) expect(short(plainBody(body))).toBe(drawn);
  if (!body.includes('*案*')) expect(short(markdownBody(body))).toBe(drawn);
});

test.each([
  ['**「重要」**です', 'strong(「重要」)です'],
  ['これは**重要**です', 'これはstrong(重要)です'],
  ['**注意。**読んでください', 'strong(注意。)読んでください'],
  ['~~中止~~延期', 'del(中止)延期'],
  ['*強調*する', 'em(強調)する'],
  ['snake_case_name', 'snake_case_name'],
  ['10~12時', '10~12時'],
  ['`a*b*`', 'code(a*b*)'],
  ['```sql\nselect 1;\n\nselect 2;\n```', 'pre(select 1;\n\nselect 2;)'],
  ['- 一\n- 二', 'list(一 / 二)'],
  ['3. 三\n4. 四', 'list3(三 / 四)'],
  ['> 引用\n> 二行', 'quote(引用⏎二行)'],
  ['| 月 | 件 |\n| --- | --- |\n| 4 | **12** |', 'table(月 | 件 // 4 | strong(12))'],
  ['[市の案内](https://example.jp/)', 'link(https://example.jp/ as 市の案内)'],
  ['[押す](javascript:alert(1))', '[押す](javascript:alert(1))'],
  ['![図](https://evil.example/x.png)', '!link(https://evil.example/x.png as 図)'],
  ['**<b>太い</b>**', 'strong(<b>太い</b>)'],
  [String.raw`\*そのまま\*`, '*そのまま*'],
  [String.raw`**\\fs01\a_b_c\d.txt**`, String.raw`strong(path(\\fs01\a_b_c\d.txt))`],
  [`**<@p:${id}>** 至急`, 'strong(@person) 至急'],
  ['    四つの空白', '    四つの空白'],
  ['  二つ*の*空白\n  二行目\n\n  次', '  二つem(の)空白⏎  二行目 ¶   次'],
  ['- 一\n  続き\n    さらに', 'list(一⏎続き⏎  さらに)'],
])('%j', (body, drawn) => {
  expect(short(markdownBody(body))).toBe(drawn);
});

test('plain talk does not load the Markdown reader', () => {
  expect(needsMarkdown(`<@p:${id}> 了解です。\n11時に行きます。(3番窓口)`)).toBe(false);
  expect(needsMarkdown('**重要**')).toBe(true);
  expect(needsMarkdown('一\n- 二')).toBe(true);
});

test('hostile depth and length are read in time', () => {
  const started = performance.now();
  markdownBody(`${'>'.repeat(5000)} x`);
  markdownBody('*'.repeat(10_000));
  markdownBody('['.repeat(10_000));
  markdownBody(`${'`a'.repeat(5000)}`);
  markdownBody(`${'| a '.repeat(2500)}\n${'|---'.repeat(2500)}`);
  plainBody('\\\\a'.repeat(3000));
  plainBody('https://'.repeat(1200));
  expect(performance.now() - started).toBeLessThan(1500);
});

test.each([
  ['　字下げと**太字**\n　二行目\n\n　二段落め', '　字下げとstrong(太字)⏎　二行目'],
  ['- 一\n  　続き', '　続き'],
  ['> 　引用', '　引用'],
  ['| 　項目 | 件数　 |\n| --- | --- |\n| 　　内訳 | 3 |', '　項目'],
  ['| a |\n| --- |\n| 　　内訳 |', '　　内訳'],
  ['```\n　コード|　|\n```', '　コード|　|'],
])('字下げ stays as typed: %j', (body, shown) => {
  expect(JSON.stringify(markdownBody(body)) + short(markdownBody(body))).toContain(shown);
});
