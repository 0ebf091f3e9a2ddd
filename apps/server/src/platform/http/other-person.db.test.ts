import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '@engawa/db/id';
import { TestBrowser } from '@engawa/infra/test-browser';
import { testHouse, type TestHouse } from '@engawa/infra/test-house';

let house: TestHouse;

beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.stop());

test('a page of whoever was here before writes nothing in the name of who is here now', async () => {
  const [before, now] = [await house.person('前の人'), await house.person('今の人')];
  const channelId = await house.channel('窓口係', [before, now]);
  const browser = new TestBrowser(house.origins.lgwan, now.cookies.lgwan);
  const send = (personId: string) =>
    browser.ask(
      'POST',
      '/api/commands/message:send',
      { clientId: newId(), channelId, body: '前の人の書きかけ' },
      { 'x-engawa-person': personId },
    );
  expect((await send(before.id)).status).toBe(401);
  expect((await send(now.id)).status).toBe(200);
  const { length } = await house.db.selectFrom('message').select('authorId').execute();
  expect(length).toBe(1);
});
