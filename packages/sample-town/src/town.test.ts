import { expect, test } from 'vitest';
import { town } from './town.ts';

const sample = town('2025-11-25');

test('every author is a member of the channel', () => {
  const members = new Map(sample.channels.map((channel) => [channel.key, new Set(channel.members)]));
  const outsiders = sample.messages.filter(
    (message) => !members.get(message.channelKey)?.has(message.authorStaffNo),
  );
  expect(outsiders).toEqual([]);
});
