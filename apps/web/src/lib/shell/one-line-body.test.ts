import { expect, test } from 'vitest';
import { oneLineBody } from './one-line-body.ts';

test('a message stands in one line with names for tokens', () => {
  const id = '0199a0e0-0000-7000-8000-000000000001';
  const line = oneLineBody(
    `<@p:${id}> さん、\n**至急**お願いします。<@all>`,
    (kind) => `${kind}:宮本 拓也`,
    '全員',
  );
  expect(line).toBe('@p:宮本 拓也 さん、 至急お願いします。@全員');
});
