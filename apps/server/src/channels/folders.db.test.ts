import { afterAll, beforeAll, expect, test } from 'vitest';
import { mostFolders } from '@engawa/contract/limits';
import { testHouse, type TestHouse } from '../../../../infra/test-house.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.stop());

test('a person has a hundred folders and no more, even where two are made at once', async () => {
  const hanako = await house.person('花子');
  const page = await house.connect(hanako);
  const make = (n: number) => page.answer('folder:save', { id: null, name: `束 ${n}`, orderNo: n });
  for (let n = 1; n < mostFolders; n += 1) expect((await make(n)).ok).toBe(true);
  const last = await Promise.all([make(100), make(101), make(102)]);
  expect(last.filter(({ ok }) => ok)).toHaveLength(1);
  expect(last).toContainEqual({ ok: false, error: { code: 'too_many_folders', retry: false } });
  const made = last.flatMap((answer) => (answer.ok ? [answer.data.id] : []))[0] ?? '';
  const renamed = await page.answer('folder:save', { id: made, name: '新しい名', orderNo: 1 });
  expect(renamed).toMatchObject({ ok: true, data: { name: '新しい名' } });
  await page.command('folder:remove', { id: made });
  expect((await make(103)).ok).toBe(true);
});
