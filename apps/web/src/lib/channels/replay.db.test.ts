import { afterAll, beforeAll, expect, test } from 'vitest';
import { channelEvents, type ChannelEntry, type Folder } from '@engawa/contract/channels';
import { messageEvents, type MessagePage } from '@engawa/contract/messages';
import type { Start } from '@engawa/contract/start';
import { channelScope } from '@engawa/contract/scopes';
import { testHouse, type Made, type TestHouse } from '@engawa/infra/test-house';
import type { Colleague } from '@engawa/infra/colleague';
import { told } from '#lib/live/told.ts';
import { empty, withEvent, withPage, type Window } from '#lib/messages/window.ts';
import { turnPage, type ChannelBook } from './channel-book.ts';

let house: TestHouse;
let ken: Made;
let kens: Colleague;
let others: Colleague[];
let stampIds: string[];

beforeAll(async () => {
  house = await testHouse();
  ken = await house.person('健');
  const people = await Promise.all(['花子', '美咲', '拓也'].map((name) => house.person(name)));
  kens = await house.connect(ken);
  others = await Promise.all(people.map((person) => house.connect(person)));
  stampIds = await Promise.all([house.stamp('よろしく'), house.stamp('済')]);
});
afterAll(() => house.stop());

const walked = new Set<string>();

/** Mulberry32: the same walk for the same seed. */
function dice(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    below: (n: number) => Math.floor(next() * n),
    of: <T>(list: readonly T[]): T => {
      const one = list[Math.floor(next() * list.length)];
      if (one === undefined) throw new Error('nothing to choose from');
      return one;
    },
  };
}

const pageOf = async (channelId: string) =>
  (await kens.get<MessagePage>(`/api/channels/${channelId}/messages?limit=200`)).data;

test.each([1, 2, 3])('a snapshot and every event after it give a fresh snapshot (walk %i)', async (seed) => {
  const { below, of } = dice(seed);
  const all = [kens, ...others];
  const hand = await Promise.all(
    ['一', '二', '三'].map((name) =>
      house.channel(
        `${name}${seed}`,
        [ken, ...others.map(({ personId }) => ({ id: personId, name: personId, cookies: ken.cookies }))],
        {
          kind: 'public',
          roles: { [others[0]?.personId ?? '']: 'owner' },
        },
      ),
    ),
  );
  const fresh = await house.connect(ken);
  kens.close();
  kens = fresh;
  all[0] = fresh;

  const start = (await fresh.get<Start>('/api/start')).data;
  let book: ChannelBook = { entries: new Map(start.channels.map((c) => [c.id, c])), folders: start.folders };
  const windows = new Map<string, Window>(
    await Promise.all(hand.map(async (id) => [id, withPage(empty, await pageOf(id))] as const)),
  );
  const sent: { id: string; by: Colleague }[] = [];
  const folders: string[] = [];

  const steps: (() => Promise<unknown>)[] = [
    async () => {
      const by = of(all);
      const body = of(['おはようございます', `<@p:${ken.id}> さん`, '<@all> 連絡です', '了解しました']);
      const answer = await by.answer('message:send', { channelId: of(hand), body });
      if (answer.ok) sent.push({ id: answer.data.id, by });
    },
    async () =>
      sent.length &&
      of(sent).by.answer('message:edit', { messageId: of(sent).id, body: `直し${below(99)} <@p:${ken.id}>` }),
    async () =>
      sent.length && below(4) === 0 && of(sent).by.answer('message:hide', { messageId: of(sent).id }),
    async () =>
      sent.length &&
      of(all).answer('message:stamp', { messageId: of(sent).id, stampId: of(stampIds), on: below(3) > 0 }),
    async () => kens.answer('read:mark', { channelId: of(hand), no: below(40) }),
    async () => kens.answer('read:unread-from', { channelId: of(hand), no: 1 + below(3) }),
    async () => of(all).answer('channel:change', { channelId: of(hand), purpose: `目的${below(99)}` }),
    async () => kens.answer('channel:put-away', { channelId: of(hand), away: below(3) === 0 }),
    async () => of(others).answer('channel:leave', { channelId: of(hand) }),
    async () => of(others).answer('channel:join', { channelId: of(hand) }),
    async () =>
      of(all).answer('member:role', {
        channelId: of(hand),
        personId: of([ken.id, of(others).personId]),
        role: of(['owner', 'member'] as const),
      }),
    async () =>
      of(others).answer('member:remove', {
        channelId: of(hand),
        personId: of([ken.id, of(others).personId]),
      }),
    async () => of(others).answer('member:add', { channelId: of(hand), personIds: [ken.id] }),
    async () => of(others).answer('direct:open', { personIds: [ken.id] }),
    async () =>
      kens.answer('membership:set', {
        channelId: of(hand),
        favourite: below(2) > 0,
        folderId: folders.length ? of(folders) : null,
      }),
    async () => {
      const answer = await kens.answer('folder:save', { id: null, name: `束${below(9)}`, orderNo: below(9) });
      if (answer.ok) folders.push(answer.data.id);
    },
    async () => folders.length > 1 && kens.answer('folder:remove', { id: folders.pop() ?? '' }),
    async () =>
      below(3) === 0 &&
      of(others).answer('channel:create', {
        kind: 'private',
        name: `課題${seed}-${below(1e6)}`,
        purpose: '',
        label: '2',
        personIds: [ken.id],
      }),
  ];
  // Whatever the dice say, a role changes and a seat is lost and given back.
  const owner = of(others.slice(0, 1));
  await owner.command('member:role', { channelId: of(hand.slice(0, 1)), personId: ken.id, role: 'owner' });
  await owner.command('member:remove', { channelId: of(hand.slice(1, 2)), personId: ken.id });
  await owner.command('member:add', { channelId: of(hand.slice(1, 2)), personIds: [ken.id] });
  for (let step = 0; step < 400; step += 1) await of(steps)();

  await fresh.settle();
  await new Promise((resolve) => setTimeout(resolve, 150));
  for (const event of fresh.events.map(told)) {
    walked.add(event.type);
    book = turnPage(book, event, ken.id);
    const channelId = event.scope.replace('channel:', '');
    const window = windows.get(channelId);
    if (window) windows.set(channelId, withEvent(window, event));
  }

  const now = (await fresh.get<Start>('/api/start')).data;
  const byId = (entries: Iterable<ChannelEntry>) => Object.fromEntries([...entries].map((e) => [e.id, e]));
  const byName = (list: readonly Folder[]) => [...list].sort((a, b) => a.id.localeCompare(b.id));
  expect(byId(book.entries.values())).toEqual(byId(now.channels));
  expect(byName(book.folders)).toEqual(byName(now.folders));
  for (const channelId of hand) {
    if (!book.entries.has(channelId)) continue;
    const wasAway = fresh.events.some(
      (e) => e.type === 'channel:left' && JSON.stringify(e.data).includes(channelId),
    );
    if (wasAway) continue;
    const order = (messages: Window['messages']) =>
      messages.map((m) => ({
        ...m,
        stamps: m.stamps
          .map((s) => ({ ...s, personIds: [...s.personIds].sort() }))
          .sort((a, b) => a.stampId.localeCompare(b.stampId)),
      }));
    expect(order(windows.get(channelId)?.messages ?? [])).toEqual(order((await pageOf(channelId)).messages));
    expect(fresh.events.filter((e) => e.scope === channelScope(channelId)).map((e) => e.seq)).toEqual(
      fresh.events.filter((e) => e.scope === channelScope(channelId)).map((_, i) => i + 1),
    );
  }
});

test('the walks met every event of channels and messages', () => {
  // A redaction is met by send.db.test.ts, a bulk change by follow-sections.db.test.ts: both read afresh.
  const elsewhere = ['message:redacted', 'memberships:changed', 'stamps:changed'];
  const all = [...Object.keys(channelEvents), ...Object.keys(messageEvents)];
  expect(all.filter((type) => !walked.has(type) && !elsewhere.includes(type))).toEqual([]);
});
