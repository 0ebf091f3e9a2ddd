import { expect, test } from 'vitest';
import { Readings } from './readings.ts';
import type { Told } from './told.ts';

const event = (seq: number): Told => ({
  scope: 'user:a',
  seq,
  type: 'folders:changed',
  data: { folders: [] },
});

/** A server whose answers come in the order the test wants. */
function hall() {
  const asked: ((answer: string | undefined) => void)[] = [];
  const read = () => new Promise<string | undefined>((resolve) => asked.push(resolve));
  return { read, answer: (at: number, text: string | undefined) => asked[at]?.(text) };
}

test('an earlier question that is answered late does not take the place of a later one', async () => {
  const [readings, { read, answer }] = [new Readings<string>(), hall()];
  const [first, second] = [readings.run(read), readings.run(read)];
  answer(1, 'new');
  expect(await second).toMatchObject({ answer: 'new' });
  answer(0, 'old');
  expect(await first).toBeUndefined();
  expect(readings.isUnanswered).toBe(false);
});

test('what is heard while both are read comes with each answer that is shown', async () => {
  const [readings, { read, answer }] = [new Readings<string>(), hall()];
  readings.hear(event(1));
  const first = readings.run(read);
  readings.hear(event(2));
  const second = readings.run(read);
  readings.hear(event(3));
  answer(0, 'old');
  expect((await first)?.heard.map(({ seq }) => seq)).toEqual([2, 3]);
  readings.hear(event(4));
  answer(1, 'new');
  expect((await second)?.heard.map(({ seq }) => seq)).toEqual([2, 3, 4]);
  const third = readings.run(read);
  answer(2, 'newest');
  expect((await third)?.heard).toEqual([]);
});

test('a question without an answer is told, so that it is asked again', async () => {
  const [readings, { read, answer }] = [new Readings<string>(), hall()];
  const first = readings.run(read);
  expect(readings.isUnanswered).toBe(false);
  answer(0, undefined);
  expect(await first).toBeUndefined();
  expect(readings.isUnanswered).toBe(true);
});
