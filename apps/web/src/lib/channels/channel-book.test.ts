import type { ChannelEntry } from '@engawa/contract/channels';
import { expect, test } from 'vitest';
import { told } from '#lib/live/told.ts';
import { groupsOf } from './channel-groups.ts';
import { turnPage, unreadOf, type ChannelBook } from './channel-book.ts';

const hanako = 'hanako';
const ken = 'ken';

const shuno: ChannelEntry = {
  id: 'shuno',
  kind: 'public',
  source: 'section',
  sectionId: 'section',
  name: '収納係',
  purpose: '',
  label: '2',
  putAwayAt: null,
  role: 'member',
  memberCount: 10,
  directWith: [],
  headNo: 5,
  seq: 20,
  readNo: 5,
  unreadFrom: null,
  forYou: [],
  lastAt: null,
  muted: false,
  favourite: false,
  folderId: null,
  orderNo: null,
};

const book = (entry: Partial<ChannelEntry> = {}): ChannelBook => ({
  entries: new Map([['shuno', { ...shuno, ...entry }]]),
  folders: [],
});

let seq = 20;
const inShuno = (type: string, data: object) => told({ scope: 'channel:shuno', seq: ++seq, type, data });
const forMe = (type: string, data: object) => told({ scope: 'user:hanako', seq: ++seq, type, data });

const message = (no: number, more: object = {}) => ({
  id: `m${no}`,
  channelId: 'shuno',
  no,
  authorId: ken,
  clientId: `c${no}`,
  body: '',
  mentioned: [],
  mentionAll: false,
  createdAt: '2025-11-25T01:00:00.000Z',
  ...more,
});

const after = (start: ChannelBook, ...events: ReturnType<typeof told>[]) =>
  events.reduce((page, event) => turnPage(page, event, hanako), start).entries.get('shuno');

test('a message raises the head and counts as unread', () => {
  const entry = after(book(), inShuno('message:sent', message(6)));
  expect(entry).toMatchObject({ headNo: 6, readNo: 5, forYou: [], lastAt: '2025-11-25T01:00:00.000Z' });
  expect(entry && unreadOf(entry)).toBe(1);
});

test('a message of my own is read as it is sent', () => {
  const entry = after(
    book(),
    inShuno('message:sent', message(6)),
    inShuno('message:sent', message(7, { authorId: hanako })),
  );
  expect(entry && unreadOf(entry)).toBe(0);
});

test('what is addressed to me is counted until it is read', () => {
  const events = [
    inShuno('message:sent', message(6, { mentioned: [hanako] })),
    inShuno('message:sent', message(7, { mentionAll: true })),
    inShuno('message:sent', message(8, { mentioned: [ken] })),
  ];
  expect(after(book(), ...events)?.forYou).toEqual([6, 7]);
  const read = forMe('read:moved', { channelId: 'shuno', readNo: 6, unreadFrom: null, forYou: null });
  expect(after(book(), ...events, read)?.forYou).toEqual([7]);
});

test('every message of a direct channel is for me', () => {
  expect(after(book({ kind: 'direct' }), inShuno('message:sent', message(6)))?.forYou).toEqual([6]);
});

test('a hidden message is for nobody, and an edit may address somebody anew', () => {
  const hidden = { id: 'm6', channelId: 'shuno', no: 6, hiddenAt: '2025-11-25T01:00:00.000Z' };
  const edit = { id: 'm7', channelId: 'shuno', no: 7, body: '', mentioned: [hanako], mentionAll: false };
  const entry = after(
    book(),
    inShuno('message:sent', message(6, { mentioned: [hanako] })),
    inShuno('message:sent', message(7)),
    inShuno('message:hidden', hidden),
    inShuno('message:edited', edit),
  );
  expect(entry?.forYou).toEqual([7]);
});

test('unread from a message on moves the count, not the mark', () => {
  const entry = after(
    book(),
    forMe('read:moved', { channelId: 'shuno', readNo: 5, unreadFrom: 3, forYou: [] }),
  );
  expect(entry?.readNo).toBe(5);
  expect(entry && unreadOf(entry)).toBe(3);
});

test('members come and go, the channel is renamed, the settings are mine', () => {
  const entry = after(
    book(),
    inShuno('member:added', { channelId: 'shuno', members: [{}, {}] }),
    inShuno('member:removed', { channelId: 'shuno', personIds: ['x'] }),
    inShuno('channel:changed', { id: 'shuno', name: '収納管理係' }),
    forMe('membership:changed', {
      channelId: 'shuno',
      muted: true,
      favourite: true,
      folderId: null,
      orderNo: 2,
    }),
    forMe('role:changed', { channelId: 'shuno', role: 'owner' }),
  );
  expect(entry).toMatchObject({
    memberCount: 11,
    name: '収納管理係',
    muted: true,
    favourite: true,
    orderNo: 2,
  });
  expect(entry).toMatchObject({ role: 'owner' });
  expect(entry).not.toHaveProperty('channelId');
});

test('a channel joined appears, one left disappears', () => {
  const joined = turnPage({ entries: new Map(), folders: [] }, forMe('channel:joined', { ...shuno }), hanako);
  expect(joined.entries.get('shuno')?.name).toBe('収納係');
  expect(turnPage(joined, forMe('channel:left', { channelId: 'shuno' }), hanako).entries.size).toBe(0);
});

test('what a zone may not see only moves the seq', () => {
  const unseen = told({ scope: 'channel:shuno', seq: 99, type: 'unseen', data: {} });
  expect(after(book(), unseen)).toEqual({ ...shuno, seq: 99 });
});

test('talk that nobody has begun is listed only where it is open or being written', () => {
  const empty: ChannelEntry = {
    ...shuno,
    id: 'talk',
    kind: 'direct',
    source: 'hand',
    directWith: [ken],
    headNo: 0,
  };
  const shown = (entry: ChannelEntry, alsoShown = (_: string) => false) =>
    groupsOf([entry], [], ({ name }) => name, alsoShown).flatMap(({ entries }) => entries).length;
  expect(shown(empty)).toBe(0);
  expect(shown(empty, (id) => id === 'talk')).toBe(1);
  expect(shown({ ...empty, headNo: 1 })).toBe(1);
  expect(shown({ ...shuno, headNo: 0 })).toBe(1);
});
