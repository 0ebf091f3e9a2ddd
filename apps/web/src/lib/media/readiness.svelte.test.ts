import { afterEach, expect, test, vi } from 'vitest';
import { mediaSentence } from '#lib/text/media.ts';
import { Readiness } from './readiness.svelte.ts';

afterEach(() => vi.restoreAllMocks());

test('a page that waits for voice reads how far it is, and that it has come', async () => {
  let told: object = { state: 'building', percent: 40 };
  const asked = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json(told));
  const readiness = new Readiness(20);
  const says = (text: string) => vi.waitFor(() => expect(mediaSentence(readiness.state)).toContain(text));
  await says('40%');
  told = { state: 'down' };
  await says('つながりません');
  told = { state: 'absent', why: 'no-program' };
  await says('LiveKit');
  told = { state: 'ready' };
  await vi.waitFor(() => expect(mediaSentence(readiness.state)).toBeUndefined());
  const { length } = asked.mock.calls;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(asked).toHaveBeenCalledTimes(length);
  readiness.close();
});
