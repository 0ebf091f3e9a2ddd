import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCallModel } from '../../../../e2e/faults/call-model.ts';
import { testHouse, type TestHouse } from '../../../../infra/test-house.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.stop());

test('1,000 random turns of calls end as one, the same for both, and leave nothing behind', async () => {
  expect(await runCallModel({ house, rounds: 1000, seed: 4 })).toEqual([]);
}, 300_000);
