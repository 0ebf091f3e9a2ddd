import type { Message, MessagePage } from '@engawa/contract/messages';
import { afterEach, expect, test, vi } from 'vitest';
import { Live } from '#lib/live/live.svelte.ts';
import { keyFrom } from '#lib/live/seal.ts';
import { OutboxStore } from '#lib/live/outbox-store.ts';
import { Outbox } from '#lib/live/outbox.svelte.ts';
import { refused } from '#lib/live/answer.ts';
import { Timeline } from './timeline.svelte.ts';

/** Each person's session tells a secret of its own. */
const keyOf = (personId: string) => keyFrom(btoa(personId.padEnd(32, '-').slice(-32)));

const me = '01900000-0000-7000-8000-000000000001';
const channelId = '01900000-0000-7000-8000-0000000000c1';

const message = (no: number): Message => ({
  id: `m${no}`,
  channelId,
  no,
  authorId: me,
  clientId: `c${no}`,
  body: `${no}`,
  quoteId: null,
  mentioned: [],
  mentionAll: false,
  createdAt: '2026-11-23T01:00:00.000Z',
  editedAt: null,
  hiddenAt: null,
  redactedAt: null,
  stamps: [],
});

const pageOf = (from: number, to: number, headNo: number): MessagePage => ({
  seq: headNo,
  headNo,
  messages: Array.from({ length: to - from + 1 }, (_, n) => message(from + n)),
  quotes: [],
  readBy: 0,
});

/** The server of the test: each question waits until the test answers it. */
function hall() {
  const asked: { path: string; answer: (page: MessagePage) => void }[] = [];
  vi.stubGlobal('fetch', (path: string) => {
    const { promise, resolve } = Promise.withResolvers<Response>();
    asked.push({ path, answer: (page) => resolve(Response.json(page)) });
    return promise;
  });
  return asked;
}

async function open(at?: number, cursors: Record<string, number> = {}): Promise<Timeline> {
  const live = new Live(cursors);
  const store = await OutboxStore.open(`timeline-${crypto.randomUUID()}`);
  const key = await keyOf(me);
  const outbox = await Outbox.open(me, async () => refused('unavailable'), { store, key });
  const unread = { from: 0, count: 0 };
  return new Timeline({ live, outbox, me, channelId, unread, at, tellOf: () => '' });
}

const numbers = (timeline: Timeline) => timeline.messages.map(({ no }) => no);

afterEach(() => {
  vi.unstubAllGlobals();
  globalThis.engawaAsked = undefined;
});

test('the answer to an earlier question does not take the place of a later one', async () => {
  const asked = hall();
  const timeline = await open(3);
  const newest = timeline.openNewest();
  asked[1]?.answer(pageOf(8, 9, 9));
  await newest;
  expect(numbers(timeline)).toEqual([8, 9]);
  asked[0]?.answer(pageOf(2, 4, 9));
  await new Promise((done) => setTimeout(done, 20));
  expect(numbers(timeline)).toEqual([8, 9]);
  expect(timeline.loading).toBeUndefined();
});

test('an earlier answer that comes first leaves the screen waiting for the later one', async () => {
  const asked = hall();
  const timeline = await open(3);
  const newest = timeline.openNewest();
  asked[0]?.answer(pageOf(2, 4, 9));
  await new Promise((done) => setTimeout(done, 20));
  expect(timeline.loading).toBe('first');
  asked[1]?.answer(pageOf(8, 9, 9));
  await newest;
  expect(numbers(timeline)).toEqual([8, 9]);
});

test('going back to a channel shows what is there, and asks only for what is not', async () => {
  const asked = hall();
  const timeline = await open();
  asked[0]?.answer(pageOf(1, 9, 9));
  await expect.poll(() => numbers(timeline).length).toBe(9);

  await timeline.reopen({ from: 8, count: 2 }, undefined);
  expect(asked).toHaveLength(1);
  expect(timeline.rows.some(({ kind }) => kind === 'unread')).toBe(true);
  expect(timeline.takeJump()).toBe(true);

  void timeline.reopen({ from: 10, count: 0 }, 40);
  expect(asked[1]?.path).toContain('around=40');
  asked[1]?.answer(pageOf(30, 50, 90));
  await expect.poll(() => numbers(timeline)[0]).toBe(30);
  expect(timeline.pointsAt).toBe(40);

  void timeline.reopen({ from: 10, count: 0 }, undefined);
  expect(asked[2]?.path).not.toContain('around');
  expect(timeline.loading).toBe('first');
});

test('an answer still on its way when a channel is opened again does not take its place', async () => {
  const asked = hall();
  const timeline = await open();
  asked[0]?.answer(pageOf(200, 300, 300));
  await expect.poll(() => numbers(timeline).length).toBe(101);
  const older = timeline.loadOlder();
  await timeline.reopen({ from: 301, count: 0 }, undefined);
  asked[1]?.answer(pageOf(150, 199, 300));
  await older;
  expect(numbers(timeline)[0]).toBe(250);
});

test.each([
  ['older than what the page hears', { cursor: 12, at: undefined }, 2],
  ['without the place to open at', { cursor: 9, at: 40 }, 2],
  ['as new as the page', { cursor: 9, at: undefined }, 1],
])('messages that were asked for with the page, %s', async (_, { cursor, at }, questions) => {
  const asked = hall();
  const path = `/api/channels/${channelId}/messages?limit=50`;
  globalThis.engawaAsked = { [path]: fetch(path) };
  const timeline = await open(at, { [`channel:${channelId}`]: cursor });
  asked[0]?.answer(pageOf(1, 9, 9));
  if (questions === 1) await expect.poll(() => numbers(timeline).length).toBe(9);
  else await expect.poll(() => asked.length).toBe(2);
  expect(asked).toHaveLength(questions);
});

test('one’s own last message says how many have read it, though others wrote after it', async () => {
  const asked = hall();
  const timeline = await open();
  const page = pageOf(1, 90, 90);
  const others = page.messages.map((one) => (one.no > 20 ? { ...one, authorId: channelId } : one));
  asked[0]?.answer({ ...page, messages: others, readBy: 7 });
  await vi.waitFor(() => expect(timeline.ownLast?.no).toBe(20));
  expect(timeline.readBy(20)).toBe(7);
  timeline.leave();
});

test('a message taken back has no mark of being sent; the one before it has', async () => {
  const asked = hall();
  const timeline = await open();
  const { messages, ...page } = pageOf(1, 3, 3);
  const hidden = messages.map((one) => (one.no === 3 ? { ...one, hiddenAt: one.createdAt, body: '' } : one));
  asked[0]?.answer({ ...page, messages: hidden, readBy: 4 });
  await expect.poll(() => timeline.ownLast?.no).toBe(2);
  expect(timeline.readBy(2)).toBe(4);
  timeline.leave();
});

test('nobody is said not to have read what an older page brought', async () => {
  const asked = hall();
  const timeline = await open();
  const page = pageOf(51, 90, 90);
  const others = page.messages.map((one) => ({ ...one, authorId: channelId }));
  asked[0]?.answer({ ...page, messages: others, readBy: null });
  await vi.waitFor(() => expect(numbers(timeline)).toHaveLength(40));
  const older = timeline.loadOlder();
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  asked[1]?.answer({ ...pageOf(1, 50, 90), readBy: null });
  await older;
  expect(timeline.ownLast?.no).toBe(50);
  expect(timeline.readBy(50)).toBeUndefined();
  timeline.leave();
});

test('ここから未読 stands in the open list at once, with the figure of the list of channels', async () => {
  const asked = hall();
  const timeline = await open();
  asked[0]?.answer(pageOf(1, 5, 5));
  await expect.poll(() => numbers(timeline).length).toBe(5);
  void timeline.unreadFrom(3);
  const at = timeline.rows.findIndex(({ kind }) => kind === 'unread');
  expect(timeline.rows[at]).toMatchObject({ count: 3 });
  expect(timeline.rows[at + 1]).toMatchObject({ message: { no: 3 } });
});

test('behind a permalink, the own message there says how many have read it', async () => {
  const asked = hall();
  const timeline = await open();
  asked[0]?.answer({ ...pageOf(200, 290, 290), readBy: 2 });
  await vi.waitFor(() => expect(timeline.readBy(290)).toBe(2));
  const there = timeline.openAt(40);
  asked[1]?.answer({ ...pageOf(30, 50, 290), readBy: 9 });
  await there;
  expect(timeline.readBy(50)).toBe(9);
  timeline.leave();
});
