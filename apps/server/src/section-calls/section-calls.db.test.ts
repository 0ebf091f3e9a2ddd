import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MemoList } from '@engawa/contract/memos';
import { SectionCalls, type SectionCall, type SectionLine } from '@engawa/contract/section-calls';
import { newId } from '@engawa/db/id';
import { transact } from '@engawa/db/transact';
import type { Colleague } from '../../../../infra/colleague.ts';
import { testHouse, type TestHouse } from '../../../../infra/test-house.ts';
import { alwaysOpen } from '../../../../infra/test-lines.ts';
import { listFree } from '../presence/read-standing.ts';
import { writeLine } from './queries.ts';
import { stepAll } from './watch-section-calls.ts';

let house: TestHouse;
let made = 0;

beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.stop());

/** A section with people at their pages, and how it is rung. */
async function section(size: number, line: Partial<SectionLine> = {}) {
  made += 1;
  const people = await Promise.all(
    Array.from({ length: size }, (_, at) => house.person(`係員 ${made}-${at}`)),
  );
  const id = await house.section(`収納係${made}`, [], people);
  await transact(house.db, (tx) => writeLine(tx, id, { ...alwaysOpen, ...line }));
  const pages = await Promise.all(people.map((person) => house.connect(person)));
  const ids = people.map((person) => person.id);
  await expect.poll(async () => (await listFree(house.db, ids, house.platform)).length).toBe(size);
  return { id, people, pages };
}

const caller = async () => house.connect(await house.person('大西 千尋'));
const offer = (sectionId: string) => ({ sectionId, about: '納税証明書の件', device: newId() });

/** The newest that a page was told of a call. */
const toldOf = (page: Colleague, id: string): SectionCall | undefined =>
  SectionCalls.shape.open
    .parse(page.events.flatMap(({ type, data }) => (type === 'section-call' ? [data] : [])))
    .findLast((call) => call.id === id);
const comes = (page: Colleague, id: string, like: Partial<SectionCall>) =>
  expect.poll(() => toldOf(page, id), { timeout: 6000 }).toMatchObject(like);

/** The memo of a section as a page reads it. */
async function memoOf(page: Colleague | undefined, sectionId: string): Promise<unknown> {
  const { data } = (await page?.get<MemoList>('/api/memos')) ?? {};
  return data?.memos.find((memo) => memo.sectionId === sectionId);
}

/** The house a while from now: what is due then is done now. */
const later = (seconds: number) =>
  stepAll({ ...house.platform, clock: { now: () => new Date(Date.now() + seconds * 1000) } });

test('everybody who is free is rung, the first who answers talks, and all are told who', async () => {
  const { id, people, pages } = await section(5);
  const [busy, resting, ...free] = pages;
  const ōnishi = await caller();
  await resting?.command('presence:quiet', { until: new Date(Date.now() + 60_000).toISOString() });
  await busy?.command('presence:set', { personId: busy.personId, state: 'out' });
  const call = await ōnishi.command('section-call:offer', offer(id));
  expect(call).toMatchObject({ state: 'ringing', ahead: 0 });
  expect(call.rung.toSorted()).toEqual(free.map(({ personId }) => personId).toSorted());
  for (const page of pages) await comes(page, call.id, { about: '納税証明書の件', state: 'ringing' });
  const [nakagawa] = free;
  await nakagawa?.command('section-call:accept', { sectionCallId: call.id, device: newId() });
  for (const page of [...pages, ōnishi])
    await comes(page, call.id, { state: 'taken', takenBy: nakagawa?.personId ?? '', rung: [], about: '' });
  expect((await ōnishi.event('call')).data).toMatchObject({
    state: 'answered',
    callerId: ōnishi.personId,
    calleeId: nakagawa?.personId,
    about: '納税証明書の件',
  });
  const kept = await house.db.selectFrom('commandResult').select('result').execute();
  expect(JSON.stringify(kept)).not.toContain('納税');
  expect(people).toHaveLength(5);
});

test('of 40 who answer at once exactly one wins, in 1,000 raced answers', async () => {
  const { id, pages } = await section(40);
  const ōnishi = await caller();
  for (let round = 0; round < 25; round += 1) {
    const call = await ōnishi.command('section-call:offer', offer(id));
    expect(call.rung).toHaveLength(40);
    const answers = await Promise.all(
      pages.map((page) => page.answer('section-call:accept', { sectionCallId: call.id, device: newId() })),
    );
    const won = pages.filter((_, at) => answers[at]?.ok);
    expect(won).toHaveLength(1);
    for (const answer of answers) if (!answer.ok) expect(answer.error.code).toBe('answered_elsewhere');
    const talk = await house.db
      .selectFrom('call')
      .select(['id', 'calleeId'])
      .where('callerId', '=', ōnishi.personId)
      .where('endedAt', 'is', null)
      .execute();
    expect(talk.map(({ calleeId }) => calleeId)).toEqual(won.map(({ personId }) => personId));
    await ōnishi.command('call:hang-up', { callId: talk[0]?.id ?? '' });
    await expect
      .poll(
        async () =>
          (
            await listFree(
              house.db,
              pages.map(({ personId }) => personId),
              house.platform,
            )
          ).length,
      )
      .toBe(40);
  }
}, 120_000);

test('nobody answers, and after its time it is a memo of the section, though only the database remembers', async () => {
  const { id, pages } = await section(2);
  const ōnishi = await caller();
  const call = await ōnishi.command('section-call:offer', offer(id));
  await later(29);
  expect(toldOf(ōnishi, call.id)?.endedAt).toBeNull();
  await Promise.all([later(31), later(31), later(31)]);
  await comes(ōnishi, call.id, { state: 'memo' });
  for (const page of pages)
    expect(await memoOf(page, id)).toMatchObject({
      sectionId: id,
      subject: '納税証明書の件',
      ask: 'call_back',
      state: 'waiting',
    });
  expect(
    await pages[0]?.answer('section-call:accept', { sectionCallId: call.id, device: newId() }),
  ).toMatchObject({ error: { code: 'call_over' } });
});

test('in turn: one after the other, who answered last goes last, and then it is a memo', async () => {
  const { id, pages } = await section(3, { mode: 'turn', turnSeconds: 10 });
  const ōnishi = await caller();
  const first = await ōnishi.command('section-call:offer', offer(id));
  expect(first.rung).toHaveLength(1);
  const served = pages.find(({ personId }) => personId === first.rung[0]);
  await served?.command('section-call:accept', { sectionCallId: first.id, device: newId() });
  const { data } = await ōnishi.event('call');
  await ōnishi.command('call:hang-up', { callId: String(Reflect.get(Object(data), 'id')) });
  const call = await ōnishi.command('section-call:offer', offer(id));
  const order = [...call.rung];
  for (const seconds of [11, 22]) {
    await later(seconds);
    await expect.poll(() => toldOf(ōnishi, call.id)?.rung[0]).not.toBe(order.at(-1));
    order.push(...(toldOf(ōnishi, call.id)?.rung ?? []));
  }
  expect(new Set(order).size).toBe(3);
  expect(order.at(-1)).toBe(served?.personId);
  await later(33);
  await comes(ōnishi, call.id, { state: 'memo' });
});

test('by rota: who has 当番 is rung; everybody, where they cannot', async () => {
  const always = { opens: '00:00', closes: '23:59' };
  const { id, pages } = await section(3);
  const [turn] = pages;
  const rota = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({
    ...always,
    weekday,
    personId: turn?.personId ?? '',
  }));
  await transact(house.db, (tx) => writeLine(tx, id, { ...alwaysOpen, mode: 'rota', rota }));
  const ōnishi = await caller();
  const call = await ōnishi.command('section-call:offer', offer(id));
  expect(call.rung).toEqual([turn?.personId]);
  await turn?.command('section-call:refuse', { sectionCallId: call.id });
  await comes(ōnishi, call.id, { state: 'ringing' });
  await expect.poll(() => toldOf(ōnishi, call.id)?.rung.length).toBe(2);
});

test('it overflows to another section with the name only, and the memo is of the one that was called', async () => {
  const other = await section(2);
  const { id, pages } = await section(2, { overflowSectionId: other.id });
  const ōnishi = await caller();
  const call = await ōnishi.command('section-call:offer', offer(id));
  for (const page of pages) await page.command('section-call:refuse', { sectionCallId: call.id });
  for (const page of other.pages)
    await comes(page, call.id, { ringsIn: other.id, state: 'ringing', about: '' });
  await comes(ōnishi, call.id, { about: '納税証明書の件', ringsIn: other.id });
  await later(40);
  await comes(ōnishi, call.id, { state: 'memo' });
  expect(await memoOf(other.pages[0], id)).toMatchObject({ nameOnly: true, subject: '' });
  expect(await memoOf(pages[0], id)).toMatchObject({
    sectionId: id,
    subject: '納税証明書の件',
  });
});

test('outside of its hours 宿日直 is rung, or it is a memo at once', async () => {
  const night = await section(1);
  const closed = { opens: '00:00', closes: '00:01', weekdays: [0], onHolidays: false };
  const { id } = await section(1, { hours: closed });
  const ōnishi = await caller();
  expect(await ōnishi.command('section-call:offer', offer(id))).toMatchObject({ state: 'memo', rung: [] });
  const line = { ...alwaysOpen, hours: closed, afterHoursSectionId: night.id };
  await transact(house.db, (tx) => writeLine(tx, id, line));
  const call = await ōnishi.command('section-call:offer', offer(id));
  expect(call).toMatchObject({ state: 'ringing', ringsIn: night.id, rung: [night.people[0]?.id] });
  await night.pages[0]?.command('section-call:accept', { sectionCallId: call.id, device: newId() });
  await comes(ōnishi, call.id, { state: 'taken' });
});

test('all busy: a queue by the time of coming, the first who is free is rung, and giving up is a memo', async () => {
  const { id, pages } = await section(1);
  const [clerk] = pages;
  const [talking, second, third] = await Promise.all([caller(), caller(), caller()]);
  const begun = await talking.command('section-call:offer', offer(id));
  await clerk?.command('section-call:accept', { sectionCallId: begun.id, device: newId() });
  const waits = await second.command('section-call:offer', offer(id));
  expect(waits).toMatchObject({ state: 'waiting', ahead: 0, rung: [] });
  const behind = await third.command('section-call:offer', offer(id));
  expect(behind).toMatchObject({ state: 'waiting', ahead: 1 });
  await second.command('section-call:cancel', { sectionCallId: waits.id, wantsMemo: true });
  await comes(second, waits.id, { state: 'memo' });
  await comes(third, behind.id, { ahead: 0, state: 'waiting' });
  const { data } = await talking.event('call');
  await talking.command('call:hang-up', { callId: String(Reflect.get(Object(data), 'id')) });
  await comes(third, behind.id, { state: 'ringing', rung: [clerk?.personId ?? ''] });
});

test('who waits in a queue to its end gets a memo, and who closes every page leaves the queue', async () => {
  const { id, pages } = await section(1, { queueSeconds: 20 });
  const [clerk] = pages;
  const [talking, second, third] = await Promise.all([caller(), caller(), caller()]);
  const begun = await talking.command('section-call:offer', offer(id));
  await clerk?.command('section-call:accept', { sectionCallId: begun.id, device: newId() });
  const waits = await second.command('section-call:offer', offer(id));
  await later(21);
  await comes(second, waits.id, { state: 'memo' });
  const left = await third.command('section-call:offer', offer(id));
  third.close();
  await house.db.deleteFrom('presenceLease').where('personId', '=', third.personId).execute();
  await comes(clerk ?? talking, left.id, { state: 'cancelled', memoId: null });
});

test('who has one call open begins no second one, and a stranger touches none', async () => {
  const { id, pages } = await section(1);
  const [ōnishi, stranger] = await Promise.all([caller(), caller()]);
  const call = await ōnishi.command('section-call:offer', offer(id));
  expect(await ōnishi.answer('section-call:offer', offer(id))).toMatchObject({
    error: { code: 'in_a_call' },
  });
  const one = { sectionCallId: call.id };
  expect(await stranger.answer('section-call:accept', { ...one, device: newId() })).toMatchObject({
    ok: false,
  });
  expect(await stranger.answer('section-call:refuse', one)).toMatchObject({ ok: false });
  expect(await pages[0]?.answer('section-call:cancel', { ...one, wantsMemo: false })).toMatchObject({
    ok: false,
  });
  await ōnishi.command('section-call:cancel', { ...one, wantsMemo: false });
  await comes(ōnishi, call.id, { state: 'cancelled', memoId: null });
});

test('its head and 管理 settle how a section is rung', async () => {
  const { id, pages } = await section(1);
  const head = await house.person('係長 誠');
  const lead = await house.connect(head);
  await house.db
    .insertInto('post')
    .values({
      id: newId(),
      personId: head.id,
      sectionId: id,
      title: '係長',
      isHead: true,
      fromOn: '2020-04-01',
    })
    .execute();
  const line: SectionLine = { ...alwaysOpen, mode: 'turn', turnSeconds: 20 };
  expect(await pages[0]?.answer('section-line:set', { sectionId: id, line })).toMatchObject({
    error: { code: 'not_allowed' },
  });
  await lead.command('section-line:set', { sectionId: id, line });
  expect((await lead.get(`/api/section-lines/${id}`)).data).toEqual({ line, maySet: true });
  const itself = { ...line, overflowSectionId: id };
  expect(await lead.answer('section-line:set', { sectionId: id, line: itself })).toMatchObject({
    error: { code: 'invalid_input' },
  });
});
