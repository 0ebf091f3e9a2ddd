import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '@engawa/db/id';
import { TestBrowser } from '../../../../../infra/test-browser.ts';
import { testHouse, type TestHouse } from '../../../../../infra/test-house.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await testHouse({ WRITE_RATE: '5' });
});
afterAll(() => house.stop());

test('whoever writes faster than anybody types is told to wait, on every device alike, and nobody else', async () => {
  const [hanako, ken] = [await house.person('花子'), await house.person('健')];
  const write = (person = hanako, origin = house.origins.lgwan) =>
    new TestBrowser(
      origin,
      origin === house.origins.lgwan ? person.cookies.lgwan : person.cookies.internet,
    ).post('/api/commands/folder:save', { clientId: newId(), id: null, name: '束', orderNo: 1 });
  const answers = await Promise.all(Array.from({ length: 80 }, () => write()));
  const refused = answers.filter(({ status }) => status === 429);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(15);
  expect(refused.length).toBeGreaterThan(10);
  expect(refused[0]?.headers.get('retry-after')).toBe('1');
  expect(refused[0]?.body).toEqual({
    ok: false,
    error: { code: 'too_many_requests', retry: true, retryAfterMs: 1000 },
  });
  const elsewhere = await Promise.all(
    Array.from({ length: 40 }, () => write(hanako, house.origins.internet)),
  );
  expect(elsewhere.filter(({ status }) => status === 429).length).toBeGreaterThan(10);
  expect((await write(ken)).status).toBe(200);
  const browser = new TestBrowser(house.origins.lgwan, hanako.cookies.lgwan);
  expect((await browser.get('/api/start')).status).toBe(200);
  await pause(1000);
  expect((await write()).status).toBe(200);
});
