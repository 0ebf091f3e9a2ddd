import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { events } from '@engawa/contract/socket';
import { newId } from '@engawa/db/id';
import type { Colleague } from '../../../../infra/colleague.ts';
import { peopleHall, strictMemo, type HallPeople } from '../../../../infra/test-hall.ts';
import { testHouse, type TestHouse } from '../../../../infra/test-house.ts';

/** Everybody who listens, each with a socket. The last two are the owner and the member, on the internet. */
const listeners = [
  'outsider',
  'member',
  'owner',
  'head',
  'administrator',
  'auditor',
  'recorder',
  'ownerElsewhere',
  'memberElsewhere',
] as const;
type Listener = (typeof listeners)[number];

let house: TestHouse;
let people: HallPeople;
let sockets: Record<Listener, Colleague>;

beforeAll(async () => {
  house = await testHouse();
  people = await peopleHall(house);
  const { outsider, member, owner, head, administrator, auditor, recorder } = people;
  sockets = {
    outsider: await house.connect(outsider),
    member: await house.connect(member),
    owner: await house.connect(owner),
    head: await house.connect(head),
    administrator: await house.connect(administrator),
    auditor: await house.connect(auditor),
    recorder: await house.connect(recorder),
    ownerElsewhere: await house.connect(owner, 'internet'),
    memberElsewhere: await house.connect(member, 'internet'),
  };
});
afterAll(() => house.stop());

/** A private channel of the strictest label, which the internet may not open; everybody follows afresh. */
async function stage() {
  const channel = await house.channel(`人事案件 ${randomUUID()}`, [people.owner, people.member], {
    label: '3A',
  });
  for (const socket of Object.values(sockets)) await socket.resume({});
  return {
    channel,
    message: (await sockets.member.command('message:send', { channelId: channel, body: '内示' })).id,
  };
}
type Stage = Awaited<ReturnType<typeof stage>>;

type Row = { to: Listener[]; act: (on: Stage) => Promise<unknown> };

const insiders: Listener[] = ['member', 'owner'];
const everybody: Listener[] = [...listeners];
const membersDevices: Listener[] = ['member', 'memberElsewhere'];

const preferences = {
  language: 'ja',
  enterSends: true,
  density: 'tight',
  theme: 'dark',
  textSize: 18,
  easy: false,
  desktopNotices: false,
  knockTone: false,
} as const;

async function sectionOfHead(): Promise<{ sectionId: string }> {
  const { sectionId } = await house.db
    .selectFrom('post')
    .select('sectionId')
    .where('personId', '=', people.head.id)
    .executeTakeFirstOrThrow();
  return { sectionId: sectionId ?? '' };
}

/** Who hears of each durable event; an event without a row fails the test. */
const rows: Record<string, Row> = {
  'message:sent': {
    to: insiders,
    act: ({ channel }) => sockets.owner.command('message:send', { channelId: channel, body: '本文' }),
  },
  'message:edited': {
    to: insiders,
    act: ({ message }) => sockets.member.command('message:edit', { messageId: message, body: '直し' }),
  },
  'message:hidden': {
    to: insiders,
    act: ({ message }) => sockets.member.command('message:hide', { messageId: message }),
  },
  'message:redacted': {
    to: insiders,
    act: ({ message }) =>
      sockets.recorder.command('message:redact', { messageId: message, reason: '個人情報', keepYears: 5 }),
  },
  'message:stamped': {
    to: insiders,
    act: async ({ message }) =>
      sockets.owner.command('message:stamp', {
        messageId: message,
        stampId: await house.stamp(randomUUID()),
        on: true,
      }),
  },
  'stamps:changed': {
    to: everybody,
    act: () => sockets.administrator.command('stamp:add', { word: randomUUID().slice(0, 12), wordEn: 'x' }),
  },
  'channel:changed': {
    to: insiders,
    act: ({ channel }) => sockets.owner.command('channel:change', { channelId: channel, purpose: '目的' }),
  },
  // Whoever is added hears channel:joined instead, with the whole channel in it.
  'member:added': {
    to: insiders,
    act: ({ channel }) =>
      sockets.owner.command('member:add', { channelId: channel, personIds: [people.head.id] }),
  },
  'member:changed': {
    to: insiders,
    act: ({ channel }) =>
      sockets.owner.command('member:role', { channelId: channel, personId: people.member.id, role: 'owner' }),
  },
  // Whoever is removed hears of it, and of nothing after.
  'member:removed': {
    to: insiders,
    act: ({ channel }) =>
      sockets.owner.command('member:remove', { channelId: channel, personId: people.member.id }),
  },
  'zone:closed': {
    to: insiders,
    act: async () => {
      const rule = { zone: 'guest', label: '3A', action: 'open' } as const;
      await sockets.administrator.command('label:rule', { ...rule, allowed: true });
      await sockets.administrator.command('label:rule', { ...rule, allowed: false });
    },
  },
  'channel:joined': {
    to: ['head'],
    act: ({ channel }) =>
      sockets.owner.command('member:add', { channelId: channel, personIds: [people.head.id] }),
  },
  // On every device: it names no more than an id, and a page may have held the channel before its label rose.
  'channel:left': {
    to: membersDevices,
    act: ({ channel }) =>
      sockets.owner.command('member:remove', { channelId: channel, personId: people.member.id }),
  },
  'role:changed': {
    to: ['member'],
    act: ({ channel }) =>
      sockets.owner.command('member:role', { channelId: channel, personId: people.member.id, role: 'owner' }),
  },
  'membership:changed': {
    to: ['member'],
    act: ({ channel }) => sockets.member.command('membership:set', { channelId: channel, muted: true }),
  },
  'read:moved': {
    to: ['owner'],
    act: ({ channel }) => sockets.owner.command('read:mark', { channelId: channel, no: 1 }),
  },
  'folders:changed': {
    to: membersDevices,
    act: () => sockets.member.command('folder:save', { id: null, name: '束', orderNo: 1 }),
  },
  call: {
    to: [...membersDevices, 'owner', 'ownerElsewhere'],
    act: () =>
      sockets.member.command('call:offer', {
        calleeId: people.owner.id,
        about: '納税証明書の件',
        device: newId(),
      }),
  },
  'help-call': {
    to: [...membersDevices, 'owner', 'ownerElsewhere'],
    act: async () => {
      const sectionId = await house.section('応援係', [], [people.owner]);
      return sockets.member.command('help:ask', { sectionId, place: '窓口3番' });
    },
  },
  // The caller, and everybody of the section, whether they are rung or not.
  'section-call': {
    to: ['head', 'member', 'memberElsewhere', 'recorder'],
    act: async () => {
      const { sectionId } = await house.db
        .selectFrom('post')
        .select('sectionId')
        .where('personId', '=', people.head.id)
        .executeTakeFirstOrThrow();
      const what = { sectionId: sectionId ?? '', about: '納税証明書の件', device: newId() };
      await sockets.recorder.command('section-call:offer', what);
    },
  },
  'preference:changed': {
    to: membersDevices,
    act: () => sockets.member.command('preference:set', { preferences }),
  },
  'memo:changed': {
    to: insiders,
    act: () => sockets.owner.command('memo:write', { ...strictMemo, to: { personId: people.member.id } }),
  },
  // Colleagues of the section that it is for.
  'memo:stirred': {
    to: ['head', 'member'],
    act: async () => {
      await sockets.owner.command('memo:write', { ...strictMemo, to: await sectionOfHead() });
    },
  },
  // Of the section that it was for, those who did not hand it on.
  'memo:gone': {
    to: ['head'],
    act: async () => {
      const to = await sectionOfHead();
      const { memoId } = await sockets.owner.command('memo:write', { ...strictMemo, to });
      const elsewhere = { personId: people.outsider.id };
      await sockets.member.command('memo:hand', { memoId, to: elsewhere, note: '' });
    },
  },
  knock: {
    to: [...membersDevices, 'owner', 'ownerElsewhere'],
    act: () =>
      sockets.owner.command('knock:ask', { personId: people.member.id, about: '内示の件', device: newId() }),
  },
  'session:ended': {
    to: membersDevices,
    act: async () => {
      const session = await house.db
        .selectFrom('session')
        .select('id')
        .where('personId', '=', people.member.id)
        .where('zone', '=', 'guest')
        .executeTakeFirstOrThrow();
      await sockets.member.command('session:end', { id: session.id });
    },
  },
  'roles:changed': {
    to: ['outsider'],
    act: () => sockets.administrator.command('role:grant', { personId: people.outsider.id, role: 'records' }),
  },
  'person:changed': {
    to: everybody,
    act: async () => {
      const photo = '0'.repeat(64);
      const kept = { hash: photo, small: Buffer.alloc(1), large: Buffer.alloc(1), createdAt: new Date() };
      await house.db.insertInto('photo').values(kept).execute();
      await house.db.updateTable('person').set({ photo }).where('id', '=', people.member.id).execute();
      await sockets.member.command('photo:remove', {});
    },
  },
  'person:disabled': {
    to: everybody,
    act: async () =>
      sockets.administrator.command('person:disable', { personId: (await house.person('去った 人')).id }),
  },
  'labels:changed': {
    to: everybody,
    act: () =>
      sockets.administrator.command('label:rename', {
        code: '1',
        name: '機密性1',
        nameEn: 'Confidentiality 1',
      }),
  },
  'hall:changed': {
    to: everybody,
    act: () => sockets.administrator.command('hall:change', { helpLine: '内線 2345' }),
  },
};

/** Told to the whole hall by an import, which phone-list tests run; they carry nothing. */
const empty = ['directory:changed', 'memberships:changed'];

test('every durable event has a row', () => {
  expect([...Object.keys(rows), ...empty].sort()).toEqual(Object.keys(events).sort());
});

test.each(Object.entries(rows))('%s reaches exactly whom it concerns', async (type, { to, act }) => {
  const on = await stage();
  const marks = new Map(listeners.map((listener) => [listener, sockets[listener].events.length]));
  const since = (listener: Listener) =>
    sockets[listener].events
      .slice(marks.get(listener))
      .filter(({ scope }) => !scope.startsWith('channel:') || scope.endsWith(on.channel));
  const heard = () => listeners.filter((listener) => since(listener).some((event) => event.type === type));
  await act(on);
  const [first = 'member'] = to;
  await sockets[first].event(type, (event) => since(first).includes(event));
  for (const socket of Object.values(sockets)) await socket.settle();
  expect(heard().sort()).toEqual([...to].sort());
  // Nobody else is told anything of the channel, in whatever event.
  for (const listener of listeners.filter((one) => !insiders.includes(one) && !to.includes(one))) {
    const told = since(listener).filter(
      (event) => event.type !== 'channel:left' && event.type !== 'channel:joined',
    );
    expect(JSON.stringify(told), listener).not.toContain(on.channel);
  }
});

test('nobody catches up on a channel by naming its scope', async () => {
  const { channel } = await stage();
  const scope = `channel:${channel}`;
  for (const listener of ['outsider', 'administrator', 'recorder', 'ownerElsewhere'] as const) {
    const { scopes } = await sockets[listener].resume({ [scope]: 0 });
    expect(scopes[scope], listener).toBeUndefined();
    const fill: unknown = await sockets[listener].socket.emitWithAck('live:fill', {
      scope,
      after: 0,
      upTo: 9,
    });
    expect(fill, listener).toMatchObject({ ok: false, error: { code: 'not_found' } });
  }
  for (const listener of ['outsider', 'administrator'] as const) {
    const scope = `user:${people.member.id}`;
    expect((await sockets[listener].resume({ [scope]: 0 })).scopes[scope]).toBeUndefined();
    const fill: unknown = await sockets[listener].socket.emitWithAck('live:fill', {
      scope,
      after: 0,
      upTo: newId().length,
    });
    expect(fill).toMatchObject({ ok: false, error: { code: 'not_found' } });
  }
});
