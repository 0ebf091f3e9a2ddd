import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Stream, type StoredEvent } from './stream.ts';

const event = (seq: number): StoredEvent => ({
  scope: 'user:ken',
  seq,
  type: 'test',
  data: {},
  channelId: null,
  label: null,
});

test('what commits between the read of a seq and the following of the scope still comes', async () => {
  const sent: number[] = [];
  const stream = new Stream(
    async (wanted) => wanted.flatMap(({ after }) => [1, 2, 3].filter((seq) => seq > after).map(event)),
    ({ seq }) => sent.push(seq),
    () => {},
  );
  stream.deliver([event(3)]);
  stream.follow('user:ken', 1);
  await sleep(20);
  stream.close();
  expect(sent).toEqual([2, 3]);
});
