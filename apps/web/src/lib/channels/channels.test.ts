import type { ChannelEntry } from '@engawa/contract/channels';
import type { Start } from '@engawa/contract/start';
import { expect, test, vi } from 'vitest';
import { refused } from '#lib/live/answer.ts';
import type { ScopeListener } from '#lib/live/scopes.ts';
import { People } from '#lib/people/people.svelte.ts';
import { Channels } from './channels.svelte.ts';

const me = '01900000-0000-7000-8000-000000000001';
const id = '01900000-0000-7000-8000-0000000000c1';

const entry: ChannelEntry = {
  id,
  kind: 'private',
  source: 'hand',
  sectionId: null,
  name: '内示',
  purpose: '',
  label: '2',
  putAwayAt: null,
  role: 'member',
  memberCount: 2,
  directWith: [],
  headNo: 0,
  seq: 0,
  readNo: 0,
  unreadFrom: null,
  forYou: [],
  lastAt: null,
  muted: false,
  favourite: false,
  folderId: null,
  orderNo: null,
};

const start = (channels: ChannelEntry[]): Pick<Start, 'me' | 'channels' | 'folders' | 'cursors'> => ({
  me: { id: me, sessionId: me, zone: 'lgwan', roles: [], headOf: [], keptSecret: '', atPlace: false },
  channels,
  folders: [],
  cursors: {},
});

test('a channel one is in again is no longer a closed one', async () => {
  const heard = new Map<string, ScopeListener>();
  const live = {
    subscribe(scope: string, listener: ScopeListener) {
      heard.set(scope, listener);
      return () => {};
    },
    have: () => 0,
    follow: () => {},
    unfollow: () => {},
    run: async () => refused('unavailable'),
    hasEnded: false,
  };
  const answers = [start([])];
  const channels = new Channels(live, new People(), start([entry]), async () => answers.shift());
  const mine = heard.get(`user:${me}`);
  mine?.event({ scope: `user:${me}`, seq: 1, type: 'channel:left', data: { channelId: id } });
  expect(channels.isClosed(id)).toBe(true);
  mine?.event({ scope: `user:${me}`, seq: 2, type: 'channel:joined', data: entry });
  expect(channels.find(id)).toBeDefined();

  // An answer that merely leaves it out says nothing of what may lie on the disk.
  mine?.missed?.(2);
  await vi.waitFor(() => expect(channels.find(id)).toBeUndefined());
  expect(channels.isClosed(id)).toBe(false);
  channels.leave();
});
