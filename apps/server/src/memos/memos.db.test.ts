import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Memo, MemoList, MemoPage } from '@engawa/contract/memos';
import { userScope } from '@engawa/contract/scopes';
import { transact } from '@engawa/db/transact';
import type { Colleague } from '@engawa/infra/colleague';
import { testHouse, type Made, type TestHouse } from '@engawa/infra/test-house';
import { publish } from '../platform/live/publish.ts';
import { leaveMemo } from './leave-memo.ts';
import { passOverdue } from './pass-overdue.ts';
import { tieCall } from './tie-call.ts';

let house: TestHouse;
let taxOffice: string;
let collection: string;
let window: string;
let onishi: Made;
let nakagawa: Made;
let head: Made;
let chief: Made;
let takada: Made;
let neighbour: Made;
let onishis: Colleague;
let nakagawas: Colleague;
let takadas: Colleague;

beforeAll(async () => {
  house = await testHouse();
  onishi = await house.person('大西 千尋');
  nakagawa = await house.person('中川 遥');
  head = await house.person('係長 修');
  chief = await house.person('課長 満');
  takada = await house.person('髙田 美咲');
  neighbour = await house.person('山下 浩二');
  taxOffice = await house.section('税務課', [chief], []);
  collection = await house.section('収納係', [head], [nakagawa, takada], taxOffice);
  window = await house.section('窓口係', [], [onishi, neighbour]);
  onishis = await house.connect(onishi);
  nakagawas = await house.connect(nakagawa);
  takadas = await house.connect(takada);
});
afterAll(() => house.stop());
beforeEach(async () => {
  await house.db.deleteFrom('memoStep').execute();
  await house.db.deleteFrom('memo').execute();
});

const wish = {
  caller: null,
  ask: 'call_back',
  urgent: false,
  subject: '納税証明書の件',
  note: 'お客様は1番窓口でお待ちです。',
  label: '2',
  dueOn: null,
} as const;

const listOf = async (who: Colleague) => (await who.get<MemoList>('/api/memos')).data.memos;
const pageOf = async (who: Colleague, id: string) => who.get<MemoPage>(`/api/memos/${id}`);
const flowOf = async (who: Colleague, id: string) =>
  (await pageOf(who, id)).data.steps.map(({ kind }) => kind).join(' ');
const told = (who: Colleague, fits: (memo: Memo) => boolean) =>
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the contract ties this type to a memo
  who.event('memo:changed', ({ data }) => fits(data as Memo));
/** As if it had been due a minute ago. */
const makeLate = (id: string) =>
  house.db
    .updateTable('memo')
    .set({ dueAt: new Date(Date.now() - 60_000) })
    .where('id', '=', id)
    .execute();

test('a memo goes from its author over its owner to its result, and each step is told', async () => {
  const { memoId } = await onishis.command('memo:write', { ...wish, to: { personId: nakagawa.id } });
  await told(nakagawas, (memo) => memo.id === memoId && memo.state === 'waiting');
  await nakagawas.command('memo:see', { memoId });
  await told(onishis, (memo) => memo.id === memoId && memo.state === 'claimed');
  await onishis.command('memo:see', { memoId });
  await nakagawas.command('memo:answer', { memoId });
  await nakagawas.command('memo:close', { memoId, as: 'done', result: '本日中に反映されます。' });
  await told(onishis, (memo) => memo.id === memoId && memo.result === '本日中に反映されます。');
  expect(await flowOf(onishis, memoId)).toBe('written read told chatted closed');
  expect((await pageOf(onishis, memoId)).data.memo).toMatchObject({ state: 'closed', closedAs: 'done' });
  expect(await nakagawas.answer('memo:close', { memoId, as: 'done', result: '' })).toMatchObject({
    error: { code: 'memo_closed' },
  });
  const kept = await house.db.selectFrom('memo').select('termUntil').where('id', '=', memoId).execute();
  expect(kept[0]?.termUntil).toMatch(/-03-31$/);
});

test('there is one open memo a pair: a later one is joined to the first', async () => {
  const first = await onishis.command('memo:write', {
    ...wish,
    ask: 'called',
    to: { sectionId: collection },
  });
  const again = await Promise.all(
    ['二回目です。', '三回目です。'].map((note) =>
      onishis.command('memo:write', {
        ...wish,
        subject: '',
        note,
        urgent: true,
        to: { sectionId: collection },
      }),
    ),
  );
  expect(again.map(({ memoId }) => memoId)).toEqual([first.memoId, first.memoId]);
  const { memo } = (await pageOf(nakagawas, first.memoId)).data;
  expect(memo).toMatchObject({ ask: 'call_back', urgent: true, subject: '納税証明書の件' });
  expect(memo.note).toMatch(/二回目です。/);
  expect(memo.note).toMatch(/三回目です。/);
  const other = await onishis.command('memo:write', { ...wish, to: { personId: nakagawa.id } });
  expect(other.memoId).not.toBe(first.memoId);
  await nakagawas.command('memo:claim', { memoId: first.memoId, from: null });
  await nakagawas.command('memo:close', { memoId: first.memoId, as: 'done', result: '' });
  const next = await onishis.command('memo:write', { ...wish, to: { sectionId: collection } });
  expect(next.memoId).not.toBe(first.memoId);
});

test('nobody reads the memo of another by writing one like it', async () => {
  const outside = (number: string) => ({ ...wish, caller: { name: '田中', organisation: '', number } });
  const first = await nakagawas.command('memo:write', {
    ...outside('0767-22-1111'),
    to: { sectionId: collection },
  });
  const guessed = await onishis.command('memo:write', {
    ...outside('0767 22 1111'),
    to: { sectionId: collection },
  });
  expect(guessed.memoId).not.toBe(first.memoId);
  const own = await onishis.command('memo:write', {
    ...outside('0767-22-1111'),
    to: { personId: neighbour.id },
  });
  await onishis
    .command('memo:hand', { memoId: own.memoId, to: { sectionId: collection }, note: '' })
    .catch(() => {});
  expect((await pageOf(onishis, first.memoId)).status).toBe(404);
  const colleague = await takadas.command('memo:write', {
    ...outside('0767221111'),
    to: { sectionId: collection },
  });
  expect(colleague.memoId).toBe(first.memoId);
});

test('two callers of one name without a number are two memos', async () => {
  const write = () =>
    nakagawas.command('memo:write', {
      ...wish,
      caller: { name: '田中', organisation: '', number: '' },
      to: { sectionId: collection },
    });
  expect((await write()).memoId).not.toBe((await write()).memoId);
});

test('what may be read in fewer places does not go into a memo that is read in more', async () => {
  const write = (label: string) =>
    onishis.command('memo:write', { ...wish, label, to: { sectionId: collection } });
  const [open, shut, again] = [await write('2'), await write('3A'), await write('3A')];
  expect(shut.memoId).not.toBe(open.memoId);
  expect(again.memoId).toBe(shut.memoId);
});

test('first ones of a pair, left at once, are one memo', async () => {
  const all = await Promise.all(
    Array.from({ length: 12 }, () =>
      onishis.command('memo:write', { ...wish, to: { sectionId: collection } }),
    ),
  );
  expect(new Set(all.map(({ memoId }) => memoId)).size).toBe(1);
});

test('of those who claim at once exactly one has it', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { memoId } = await onishis.command('memo:write', { ...wish, to: { sectionId: collection } });
    const claims = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        (n % 2 ? nakagawas : takadas).answer('memo:claim', { memoId, from: null }),
      ),
    );
    expect(claims.filter(({ ok }) => ok)).toHaveLength(1);
    expect(
      claims.flatMap((answer) => (answer.ok ? [] : answer.error.code)).every((c) => c === 'memo_taken'),
    ).toBe(true);
    const { memo, steps } = (await pageOf(onishis, memoId)).data;
    expect(steps.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
    const owner = memo.ownerId === nakagawa.id ? nakagawas : takadas;
    await owner.command('memo:close', { memoId, as: 'done', result: '' });
  }
});

test('a caller from outside, handed on to another person and to a section', async () => {
  const caller = { name: '北川 一郎', organisation: '北川商店', number: '0767-22-0000' };
  const { memoId } = await onishis.command('memo:write', { ...wish, caller, to: { personId: nakagawa.id } });
  await nakagawas.command('memo:hand', { memoId, to: { personId: takada.id }, note: '口座の件なので' });
  expect((await listOf(takadas)).map(({ id, ownerId }) => [id, ownerId])).toEqual([[memoId, takada.id]]);
  // Who handed it on has asked for it from then on.
  expect((await listOf(nakagawas))[0]).toMatchObject({ id: memoId, ownerId: takada.id });
  await takadas.command('memo:hand', { memoId, to: { sectionId: window }, note: '' });
  const neighbours = await house.connect(neighbour);
  expect((await listOf(neighbours))[0]).toMatchObject({ id: memoId, ownerId: null, caller });
  expect(await flowOf(onishis, memoId)).toBe('written handed handed');
});

test('handed to whom the same author asks already, it goes on in that one', async () => {
  const first = await onishis.command('memo:write', { ...wish, to: { personId: takada.id } });
  const second = await onishis.command('memo:write', {
    ...wish,
    note: '別の話',
    to: { personId: nakagawa.id },
  });
  const handed = await nakagawas.command('memo:hand', {
    memoId: second.memoId,
    to: { personId: takada.id },
    note: '',
  });
  expect(handed.memoId).toBe(first.memoId);
  expect((await pageOf(takadas, first.memoId)).data.memo.note).toMatch(/別の話/);
  expect((await pageOf(onishis, second.memoId)).data.memo.closedAs).toBe('joined');
  expect((await pageOf(nakagawas, first.memoId)).status).toBe(404);
});

test('past its time it comes to the list of the section, and only an urgent one to the post above', async () => {
  const calm = await onishis.command('memo:write', { ...wish, to: { personId: nakagawa.id } });
  const hot = await onishis.command('memo:write', { ...wish, urgent: true, to: { sectionId: collection } });
  const heads = await house.connect(head);
  const chiefs = await house.connect(chief);
  expect((await listOf(heads)).map(({ id }) => id)).toEqual([hot.memoId]);
  await makeLate(calm.memoId);
  await makeLate(hot.memoId);
  expect(await passOverdue(house.platform)).toBe(2);
  expect(await passOverdue(house.platform)).toBe(0);
  const seen = await listOf(heads);
  expect(seen.map(({ id }) => id).sort()).toEqual([calm.memoId, hot.memoId].sort());
  expect(seen.find(({ id }) => id === calm.memoId)).toMatchObject({ sectionId: collection, escalatedTo: [] });
  expect(seen.find(({ id }) => id === hot.memoId)).toMatchObject({ escalatedTo: [head.id] });
  // A section may name another office.
  await house.db
    .insertInto('memoSection')
    .values({ sectionId: collection, urgentSectionId: taxOffice, urgentTitle: '係長' })
    .execute();
  const again = await onishis.command('memo:write', { ...wish, urgent: true, to: { personId: takada.id } });
  await makeLate(again.memoId);
  await passOverdue(house.platform);
  expect((await pageOf(chiefs, again.memoId)).data.memo.escalatedTo).toEqual([chief.id]);
  await house.db.deleteFrom('memoSection').execute();
  // A colleague of the section takes it over from who had it.
  await takadas.command('memo:claim', { memoId: calm.memoId, from: nakagawa.id });
  expect(await nakagawas.answer('memo:close', { memoId: calm.memoId, as: 'done', result: '' })).toMatchObject(
    {
      error: { code: 'not_allowed' },
    },
  );
});

test('due times stand in the database: those that passed while the server was down are met after', async () => {
  const { memoId } = await onishis.command('memo:write', { ...wish, to: { personId: nakagawa.id } });
  await makeLate(memoId);
  const second = await testHouse({}, { url: house.databaseUrl, drop: async () => {} });
  expect(await passOverdue(second.platform)).toBe(1);
  await second.end();
  expect(await flowOf(onishis, memoId)).toBe('written overdue');
});

test('whom it does not concern finds no memo, nor who is on a network where its label does not open', async () => {
  const { memoId } = await onishis.command('memo:write', {
    ...wish,
    label: '3A',
    to: { personId: nakagawa.id },
  });
  const neighbours = await house.connect(neighbour);
  expect((await pageOf(neighbours, memoId)).status).toBe(404);
  expect(await listOf(neighbours)).toEqual([]);
  expect(await neighbours.answer('memo:claim', { memoId, from: nakagawa.id })).toMatchObject({
    error: { code: 'not_found' },
  });
  const elsewhere = await house.connect(nakagawa, 'internet');
  expect((await pageOf(elsewhere, memoId)).status).toBe(404);
  expect(await listOf(elsewhere)).toEqual([]);
  await onishis.command('memo:write', {
    ...wish,
    label: '3A',
    urgent: true,
    to: { personId: nakagawa.id },
  });
  await told(nakagawas, (memo) => memo.id === memoId && memo.urgent);
  await elsewhere.settle();
  expect(JSON.stringify(elsewhere.events)).not.toContain('納税');
  expect(elsewhere.events.some(({ type }) => type === 'unseen')).toBe(true);
});

test('colleagues hear that there is something to read, and read it for as long as they are colleagues', async () => {
  const { memoId } = await onishis.command('memo:write', { ...wish, to: { sectionId: collection } });
  await takadas.event(
    'memo:stirred',
    ({ data }) => JSON.stringify(data) === JSON.stringify({ memoId, rev: 1 }),
  );
  expect((await pageOf(takadas, memoId)).data.memo.subject).toBe(wish.subject);
  await house.db
    .updateTable('post')
    .set({ untilOn: '2026-01-01' })
    .where('personId', '=', takada.id)
    .execute();
  expect((await pageOf(takadas, memoId)).status).toBe(404);
  const kept = await house.db
    .selectFrom('event')
    .select('type')
    .where('scope', '=', userScope(takada.id))
    .where(sql<boolean>`data::text like ${`%${memoId}%`}`)
    .execute();
  expect(kept.map(({ type }) => type)).toEqual(['memo:stirred']);
  await house.db.updateTable('post').set({ untilOn: null }).where('personId', '=', takada.id).execute();
});

test('a section that the call went on to learns the name and the wish only', async () => {
  const left = await transact(house.platform.db, async (tx) => {
    const made = await leaveMemo(tx, house.platform, {
      authorId: onishi.id,
      caller: { name: '北川 一郎', organisation: '北川商店', number: '0767-22-0000' },
      to: { sectionId: collection },
      overflowSectionId: window,
      ask: 'call_back',
      urgent: false,
      subject: '納税証明書の件',
      note: '分納の相談',
    });
    await publish(tx, house.platform.live.deliver, new Date(), made.events);
    return made;
  });
  const neighbours = await house.connect(neighbour);
  const [seen] = await listOf(neighbours);
  expect(seen).toMatchObject({ id: left.memoId, nameOnly: true, ask: 'call_back', subject: '', note: '' });
  expect(seen?.caller).toEqual({ name: '北川 一郎', organisation: '', number: '' });
  await neighbours.command('memo:claim', { memoId: left.memoId, from: null });
  await told(neighbours, (memo) => memo.ownerId === neighbour.id);
  expect(JSON.stringify([neighbours.events, await pageOf(neighbours, left.memoId)])).not.toMatch(
    /納税|分納|商店|0767/,
  );
  expect((await listOf(nakagawas))[0]).toMatchObject({ subject: '納税証明書の件', nameOnly: false });
});

test('the call that answers it is tied to it', async () => {
  const { memoId } = await onishis.command('memo:write', { ...wish, to: { sectionId: collection } });
  const callId = '0199f3a0-0000-7000-8000-000000000001';
  await transact(house.platform.db, async (tx) => {
    const { events } = await tieCall(tx, house.platform, { memoId, callId, personId: takada.id });
    await publish(tx, house.platform.live.deliver, new Date(), events);
  });
  await told(onishis, (memo) => memo.id === memoId && memo.state === 'answered');
  expect((await pageOf(takadas, memoId)).data.memo).toMatchObject({ callId, ownerId: takada.id });
});

test('who asked takes it back, a 個人番号 is refused, and nobody is asked to call themselves', async () => {
  const { memoId } = await onishis.command('memo:write', { ...wish, to: { personId: nakagawa.id } });
  expect(await onishis.answer('memo:close', { memoId, as: 'done', result: '' })).toMatchObject({
    error: { code: 'not_allowed' },
  });
  await onishis.command('memo:close', { memoId, as: 'withdrawn', result: '' });
  await told(nakagawas, (memo) => memo.id === memoId && memo.closedAs === 'withdrawn');
  const number = '123456789018';
  expect(
    await onishis.answer('memo:write', { ...wish, note: number, to: { personId: nakagawa.id } }),
  ).toMatchObject({ error: { code: 'my_number' } });
  expect(await onishis.answer('memo:write', { ...wish, to: { personId: onishi.id } })).toMatchObject({
    error: { code: 'invalid_input' },
  });
});
