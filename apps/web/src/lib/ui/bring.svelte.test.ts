import { expect, test, vi } from 'vitest';
import { bring } from './bring.ts';

test('a part that does not come is asked for again until it comes', async () => {
  vi.useFakeTimers();
  let asked = 0;
  const coming = bring(() => (++asked < 4 ? Promise.reject(new Error('cut')) : Promise.resolve('here')));
  await vi.advanceTimersByTimeAsync(500 + 1000 + 2000);
  expect([await coming, asked]).toEqual(['here', 4]);
  vi.useRealTimers();
});
