import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Zone } from '@engawa/contract/labels';
import { channelScope } from '@engawa/contract/scopes';
import { newId } from '@engawa/db/id';
import { transact, type Tx } from '@engawa/db/transact';
import { changeChannel } from '../channels/change-channel.ts';
import { joinChannel } from '../channels/join-channel.ts';
import type { Me } from '../platform/me.ts';
import { testHouse, type Made, type TestHouse } from '../../../../infra/test-house.ts';

// Each race is run in both orders: one transaction is held open while the other command arrives.

let house: TestHouse;
let owner: Made;
let second: Made;
let guest: Made;

beforeAll(async () => {
  house = await testHouse();
  owner = await house.person('中出 さやか');
  second = await house.person('髙橋 修');
  guest = await house.person('松井 健');
});
afterAll(() => house.stop());

const me = (person: Made, zone: Zone = 'lgwan'): Me => ({
  personId: person.id,
  sessionId: newId(),
  zone,
  roles: [],
  address: '127.0.0.1',
});

/** Runs `work` in a transaction that stays open until `commit`. */
async function held(work: (tx: Tx) => Promise<unknown>): Promise<{ commit: () => Promise<void> }> {
  const [worked, open] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const done = transact(house.db, async (tx) => {
    await work(tx);
    worked.resolve();
    await open.promise;
  });
  await Promise.race([worked.promise, done]);
  return {
    commit: async () => {
      open.resolve();
      await done;
    },
  };
}

/** Holds a promise to be still under way for as long as a lock would hold it. */
async function mustWait(answer: Promise<unknown>): Promise<void> {
  const first = await Promise.race([answer.then(() => 'answered'), pause(300, 'waits')]);
  expect(first).toBe('waits');
}

const raise = (channelId: string) => (tx: Tx) =>
  changeChannel(tx, me(owner), { clientId: newId(), channelId, label: '3A' }, house.platform);

const messagesIn = (channelId: string) =>
  house.db.selectFrom('message').select('id').where('channelId', '=', channelId).execute();

test('a label is raised first: what is sent meanwhile from a zone it shuts out is refused', async () => {
  const channelId = await house.channel(`税務 ${randomUUID()}`, [owner, guest]);
  const there = await house.connect(guest, 'internet');
  const { commit } = await held(raise(channelId));
  const sent = there.answer('message:send', { channelId, body: '閉じた後' });
  await mustWait(sent);
  await commit();
  expect(await sent).toMatchObject({ ok: false, error: { code: 'not_found' } });
  expect(await messagesIn(channelId)).toEqual([]);
});

test('a send comes first: the label is raised after it, and in that order it is told', async () => {
  const channelId = await house.channel(`税務 ${randomUUID()}`, [owner, guest]);
  const [there, here] = await Promise.all([house.connect(guest, 'internet'), house.connect(owner)]);
  const { commit } = await held((tx) =>
    tx.selectFrom('scope').select('seq').where('id', '=', channelScope(channelId)).forUpdate().execute(),
  );
  const sent = there.answer('message:send', { channelId, body: '閉じる前' });
  await mustWait(sent);
  const raised = here.answer('channel:change', { channelId, label: '3A' });
  await mustWait(raised);
  await commit();
  expect(await sent).toMatchObject({ ok: true, data: { no: 1 } });
  expect(await raised).toMatchObject({ ok: true, data: { label: '3A' } });
  const changed = await here.event('channel:changed', ({ scope }) => scope === channelScope(channelId));
  const told = await here.event('message:sent', ({ scope }) => scope === channelScope(channelId));
  expect([told.seq, changed.seq]).toEqual([1, 2]);
});

test('a label is raised first: who joins meanwhile from a zone it shuts out gets no seat', async () => {
  const channelId = await house.channel(`広場 ${randomUUID()}`, [owner], { kind: 'public' });
  const there = await house.connect(guest, 'internet');
  const { commit } = await held(raise(channelId));
  const joined = there.answer('channel:join', { channelId });
  await mustWait(joined);
  await commit();
  expect(await joined).toMatchObject({ ok: false, error: { code: 'not_found' } });
  const seats = await house.db
    .selectFrom('membership')
    .select('personId')
    .where('channelId', '=', channelId)
    .execute();
  expect(seats.map(({ personId }) => personId)).toEqual([owner.id]);
});

test('a join comes first: the label is raised after it and takes the socket out again', async () => {
  const channelId = await house.channel(`広場 ${randomUUID()}`, [owner], { kind: 'public' });
  const [there, here] = await Promise.all([house.connect(guest, 'internet'), house.connect(owner)]);
  const { commit } = await held((tx) =>
    joinChannel(tx, me(guest, 'internet'), { clientId: newId(), channelId }, house.platform),
  );
  const raised = here.answer('channel:change', { channelId, label: '3A', name: `人事 ${randomUUID()}` });
  await mustWait(raised);
  await commit();
  expect(await raised).toMatchObject({ ok: true });
  await here.command('message:send', { channelId, body: '内示の件' });
  await there.settle();
  expect(there.closedScopes).toContain(channelScope(channelId));
  expect(JSON.stringify(there.events)).not.toMatch(/内示|人事/);
});

test('a channel is put away first: what is sent meanwhile is refused', async () => {
  const channelId = await house.channel(`終わり ${randomUUID()}`, [owner, guest]);
  const here = await house.connect(guest);
  const { commit } = await held((tx) =>
    tx.updateTable('channel').set({ putAwayAt: new Date() }).where('id', '=', channelId).execute(),
  );
  const sent = here.answer('message:send', { channelId, body: '遅すぎた' });
  await mustWait(sent);
  await commit();
  expect(await sent).toMatchObject({ ok: false, error: { code: 'put_away' } });
});

test('two owners who leave at once do not leave a channel without an owner', async () => {
  for (let round = 0; round < 10; round += 1) {
    const channelId = await house.channel(`二人 ${randomUUID()}`, [owner, second, guest], {
      roles: { [second.name]: 'owner' },
    });
    const both = await Promise.all([house.connect(owner), house.connect(second)]);
    const answers = await Promise.all(both.map((each) => each.answer('channel:leave', { channelId })));
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
    for (const each of both) each.close();
  }
});

test('everything that takes a seat at once neither deadlocks nor fails', async () => {
  const channelId = await house.channel(`皆で ${randomUUID()}`, [owner, second, guest], {
    kind: 'public',
    roles: { [second.name]: 'owner' },
  });
  const [a, b, c] = await Promise.all([house.connect(owner), house.connect(second), house.connect(guest)]);
  const quoted = await a.command('message:send', { channelId, body: '引用のもと' });
  const codes = new Set<string>();
  const stampId = await house.stamp(`了解 ${randomUUID()}`);
  const round = (n: number) =>
    [
      a.answer('channel:change', { channelId, purpose: `目的 ${n}` }),
      b.answer('channel:change', { channelId, purpose: `別の目的 ${n}` }),
      a.answer('message:edit', { messageId: quoted.id, body: `引用のもと ${n}` }),
      b.answer('message:send', { channelId, body: `引用 ${n}`, quoteId: quoted.id }),
      c.answer('message:send', { channelId, body: `引用も ${n}`, quoteId: quoted.id }),
      c.answer('message:stamp', { messageId: quoted.id, stampId, on: n % 2 === 0 }),
      a.answer('member:role', { channelId, personId: second.id, role: 'owner' }),
      b.answer('member:role', { channelId, personId: owner.id, role: 'owner' }),
      b.answer('membership:set', { channelId, muted: n % 2 === 0 }),
      c.answer('read:mark', { channelId, no: n }),
      a.answer('member:remove', { channelId, personId: guest.id }),
      b.answer('member:add', { channelId, personIds: [guest.id] }),
    ] as const;
  for (let n = 1; n <= 12; n += 1) {
    for (const answer of await Promise.all(round(n))) if (!answer.ok) codes.add(answer.error.code);
    await pause(400);
  }
  codes.delete('not_found');
  codes.delete('too_many_requests');
  expect([...codes]).toEqual([]);
}, 40_000);
