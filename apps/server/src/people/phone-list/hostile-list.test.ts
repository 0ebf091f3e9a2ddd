import { describe, expect, test } from 'vitest';
import { planOf } from './plan.ts';
import { prepareList } from './prepare.ts';
import { previewOf } from './preview.ts';

const hall = JSON.stringify({ today: '2025-11-25', sections: [], closed: [], people: [] });
const look = (bytes: Uint8Array | string) =>
  prepareList({
    bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes,
    reading: undefined,
    corrections: [],
    leaveOut: [],
    hall,
  });

describe('whatever is in the file, it is a list or none, and JSON that PostgreSQL takes', () => {
  const heading = '氏名,職員番号,課,フリガナ,内線';
  test.each([
    ['NUL', `${heading}\n山\0田,1,税務課,ヤマ,2134`],
    ['controls', `${heading}\n山\u0007\u001b[31m田,1,税務課,ヤマ,2134`],
    ['a quote never closed', `${heading}\n"山田,1,税務課,ヤマ,2134\n川,2,税務課,カワ,2135`],
    ['quotes everywhere', `${heading}\n"山"田",1,""税"務課",ヤマ,2134`],
    [
      'prototype keys',
      `__proto__,constructor,toString\nx,y,z\n${heading}\n__proto__,1,constructor,ヤマ,2134`,
    ],
    ['markup', `${heading}\n<script>alert(1)</script>,1,"<img src=x onerror=alert(1)>",ヤマ,2134`],
    ['turned writing', `${heading}\n\u202e山田,1,税務課,ヤマ,2134`],
    ['a very long cell', `${heading}\n${'山'.repeat(90_000)},1,税務課,ヤマ,2134`],
    ['a very long row', `${heading}\n${'山,'.repeat(150_000)}`],
    ['very many columns', `${heading}${',x'.repeat(5000)}\n山,1,税務課,ヤマ,2134`],
    ['many commas', ','.repeat(3_000_000)],
    ['many lines', '\n'.repeat(3_000_000)],
    ['many quotes', '"'.repeat(1_000_000)],
    ['too many people', `${heading}\n${'山,1,税務課,ヤマ,2134\n'.repeat(60_000)}`],
    ['many separators in a cell', `${heading}\n山,1,${'課 '.repeat(5000)},ヤマ,"${'2134、'.repeat(5000)}"`],
    ['ranges without end', `${heading}\n山,1,税務課,ヤマ,1～99999999`],
  ])('%s', { timeout: 20_000 }, (_what, text) => {
    const before = process.threadCpuUsage();
    const prepared = look(text);
    if (prepared) {
      const json =
        JSON.stringify(previewOf(prepared)) + JSON.stringify(planOf(prepared, { left: 'end', close: [] }));
      expect(json).not.toMatch(/\\u0000|\\ud[89a-f]/i);
    }
    expect(process.threadCpuUsage(before).user / 1000).toBeLessThan(5000);
  });

  test('random bytes', { timeout: 20_000 }, () => {
    let seed = 1;
    const next = () => (seed = (seed * 48_271) % 2_147_483_647);
    for (let round = 0; round < 60; round++) {
      const bytes = Uint8Array.from({ length: 2000 }, () => next() % 256);
      const prepared = look(bytes);
      if (prepared) JSON.stringify(planOf(prepared, { left: 'keep', close: [] }));
    }
  });

  test('a good file with bytes changed at random', { timeout: 20_000 }, () => {
    const good = new TextEncoder().encode(
      `部,課,係,職名,氏名,フリガナ,職員番号,内線,兼務\n${Array.from({ length: 20 }, (_, i) => `総務部,税務課,収納係,主査,山${i},ヤマ,${i},2134、2135,"DX推進チーム 主査"`).join('\n')}`,
    );
    let seed = 7;
    const next = () => (seed = (seed * 48_271) % 2_147_483_647);
    for (let round = 0; round < 200; round++) {
      const bytes = good.slice();
      for (let i = 0; i < 8; i++) bytes[next() % bytes.length] = next() % 256;
      const prepared = look(bytes);
      if (prepared) JSON.stringify([previewOf(prepared), planOf(prepared, { left: 'end', close: [] })]);
    }
  });
});

test('a cell that nobody could have written blocks its row', () => {
  const prepared = look(`氏名,職員番号,課,フリガナ\n${'山'.repeat(61)},1,税務課,ヤマ\n川,2,税務課,カワ`);
  expect(prepared?.list.findings).toMatchObject([
    { line: 2, code: 'too_long', blocks: true, column: 'name' },
  ]);
});
