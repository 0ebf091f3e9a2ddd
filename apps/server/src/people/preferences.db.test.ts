import { afterAll, beforeAll, expect, test } from 'vitest';
import { Preferences } from '@engawa/contract/preferences';
import { Start } from '@engawa/contract/start';
import { userScope } from '@engawa/contract/scopes';
import { testHouse, type Made, type TestHouse } from '@engawa/infra/test-house';

let house: TestHouse;
let hanako: Made;

beforeAll(async () => {
  house = await testHouse();
  hanako = await house.person('花子');
});
afterAll(() => house.stop());

const wanted: Preferences = {
  language: 'en',
  enterSends: false,
  density: 'tight',
  theme: 'dark',
  textSize: 20,
  easy: true,
  desktopNotices: true,
  knockTone: true,
};
const start = async () => {
  const page = await house.connect(hanako);
  return Start.parse((await page.get('/api/start')).data);
};

test('nobody has to choose anything', async () => {
  expect((await start()).preferences).toEqual(Preferences.parse({}));
});

test('a choice reaches the other devices, and the event gives what a fresh page reads', async () => {
  const [desk, laptop] = await Promise.all([house.connect(hanako), house.connect(hanako)]);
  await desk.command('preference:set', { preferences: wanted });
  const event = await laptop.event('preference:changed');
  expect(event).toMatchObject({ scope: userScope(hanako.id), data: wanted });
  expect((await start()).preferences).toEqual(wanted);
});

test('what was kept by an older version gets the defaults that it lacks', async () => {
  await house.db
    .updateTable('preference')
    .set({ value: { language: 'en' } })
    .execute();
  expect((await start()).preferences).toEqual({ ...Preferences.parse({}), language: 'en' });
});

test.each([
  [{ ...wanted, textSize: 40 }],
  [{ ...wanted, theme: 'red' }],
  [{ ...wanted, __proto__: { x: 1 }, extra: 1 }],
  ['dark'],
  [null],
])('%j is no choice', async (preferences) => {
  const page = await house.connect(hanako);
  const answer = await page.post<{ ok: boolean }>('/api/commands/preference:set', {
    clientId: crypto.randomUUID(),
    preferences,
  });
  expect(answer.status).toBe(400);
});
