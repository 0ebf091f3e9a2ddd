import { expect, test } from 'vitest';
import { messageOfLink } from './message-link.ts';

const origin = 'https://engawa.city.example';
const channelId = '019ab7a4-0000-7000-8000-000000000001';

test.each([
  [`${origin}/channels/${channelId}?no=12`, { channelId, no: 12 }],
  [`  ${origin}/channels/${channelId}?no=12\n`, { channelId, no: 12 }],
  [`/channels/${channelId}?no=3`, { channelId, no: 3 }],
  [`${origin}/channels/${channelId}`, undefined],
  [`${origin}/channels/${channelId}?no=-1`, undefined],
  [`https://elsewhere.example/channels/${channelId}?no=12`, undefined],
  ['住所の入った発言', undefined],
])('%s', (text, wanted) => {
  expect(messageOfLink(text, origin)).toEqual(wanted);
});
