import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Zone } from '@engawa/contract/labels';
import type { Standing } from '@engawa/contract/presence';
import { orgScope } from '@engawa/contract/scopes';
import { transact } from '@engawa/db/transact';
import type { Colleague } from '../../../../infra/colleague.ts';
import { testHouse, type Made, type TestHouse } from '../../../../infra/test-house.ts';
import { businessDay } from '../platform/clock.ts';
import { publish } from '../platform/live/publish.ts';
import { clearBusy, markBusy } from './mark-busy.ts';
import { whereaboutsOf } from './policy.ts';
import { factsOf } from './queries.ts';

let house: TestHouse;
let yoko: Made;
let misaki: Made;
let kaori: Made;
let ken: Made;

/** 中川 and 髙田 share a 係, 西 sits in the same 課, 松井 in another. */
beforeAll(async () => {
  house = await testHouse();
  yoko = await house.person('中川 陽子');
  misaki = await house.person('髙田 美咲');
  kaori = await house.person('西 香織');
  ken = await house.person('松井 健');
  const part = await house.section('総務部', [], []);
  const tax = await house.section('税務課', [], [], part);
  await house.section('収納係', [misaki], [yoko], tax);
  await house.section('市民税係', [], [kaori], tax);
  await house.section('総務課', [], [ken], part);
});
afterAll(() => house.stop());
beforeEach(async () => {
  await house.db.deleteFrom('whereabouts').execute();
  await house.db.deleteFrom('presencePlan').execute();
});

/** What a colleague's page knows of a person, always the newest. */
async function watching(who: Made, ids: readonly string[], zone: Zone = 'lgwan') {
  const page = await house.connect(who, zone);
  const known = new Map<string, Standing>();
  let frames = 0;
  page.socket.on('presence', (news: Standing[]) => {
    frames += 1;
    for (const standing of news) known.set(standing.personId, standing);
  });
  page.socket.emit('presence:watch', { personIds: ids });
  await expect.poll(() => known.size, { timeout: 5000 }).toBe(ids.length);
  return { page, known, of: (person: Made) => known.get(person.id), frames: () => frames };
}

/** A page hears at most once a second, and of times that come every two. */
const soon = <T>(read: () => T) => expect.poll(read, { timeout: 5000 });

const hours = (n: number) => new Date(Date.now() + n * 3_600_000).toISOString();
const out = (until: string | null = hours(1)) => ({
  state: 'out' as const,
  place: '金融機関めぐり',
  note: '直帰のことあり',
  until,
});

test('a choice reaches who has the person on screen within a second, and each sees what is theirs', async () => {
  const desk = await watching(misaki, [yoko.id]);
  const section = await watching(kaori, [yoko.id]);
  const hall = await watching(ken, [yoko.id]);
  const me = await house.connect(yoko);
  const started = performance.now();
  const until = hours(2);
  await me.command('presence:set', out(until));
  await soon(() => desk.of(yoko)?.state).toBe('out');
  expect(performance.now() - started).toBeLessThan(1000);
  expect(desk.of(yoko)).toMatchObject({ place: '金融機関めぐり', until, setBy: null, mayChoose: true });
  await soon(() => section.of(yoko)).toMatchObject({ state: 'out', place: '金融機関めぐり', until });
  await soon(() => hall.of(yoko)).toMatchObject({
    state: 'out',
    place: '',
    note: '',
    until,
    mayChoose: false,
  });
});

test('a leave is 不在 outside of the own section, and a network that may not know sees only the line', async () => {
  const section = await watching(kaori, [yoko.id]);
  const hall = await watching(ken, [yoko.id]);
  const guest = await watching(misaki, [yoko.id], 'guest');
  const me = await house.connect(yoko);
  await me.command('presence:set', { state: 'leave', note: '午後から連絡は西へ' });
  await soon(() => section.of(yoko)).toMatchObject({ state: 'leave', note: '午後から連絡は西へ' });
  await soon(() => hall.of(yoko)).toMatchObject({ state: 'absent', note: '' });
  expect(hall.of(yoko)?.until).not.toBeNull();
  await soon(() => guest.of(yoko)).toMatchObject({ state: 'in', until: null, place: '' });
});

test('the hall settles who sees what, and every page follows within a second', async () => {
  const admin = await house.connect(await house.person('管理 者', { roles: ['system'] }));
  const hall = await watching(ken, [yoko.id]);
  const me = await house.connect(yoko);
  await me.command('presence:set', out());
  await soon(() => hall.of(yoko)).toMatchObject({ state: 'out', place: '' });
  await admin.command('hall:change', { placeShownTo: 'hall', returnShownTo: 'desk' });
  await soon(() => hall.of(yoko)).toMatchObject({ place: '金融機関めぐり', until: null });
  await admin.command('hall:change', { placeShownTo: 'section', returnShownTo: 'hall' });
  await soon(() => hall.of(yoko)).toMatchObject({ place: '' });
});

test('a post in another section (兼務) opens it, at once', async () => {
  const hall = await watching(ken, [yoko.id]);
  const me = await house.connect(yoko);
  await me.command('presence:set', out());
  await soon(() => hall.of(yoko)).toMatchObject({ state: 'out', place: '' });
  const both = await house.section('DX推進課', [], [ken, yoko]);
  await transact(house.db, (tx) =>
    publish(tx, house.platform.live.deliver, new Date(), [
      { scope: orgScope, type: 'directory:changed', data: {} },
    ]),
  );
  await soon(() => hall.of(yoko)?.place).toBe('金融機関めぐり');
  await house.db.deleteFrom('post').where('sectionId', '=', both).execute();
  await transact(house.db, (tx) =>
    publish(tx, house.platform.live.deliver, new Date(), [
      { scope: orgScope, type: 'directory:changed', data: {} },
    ]),
  );
  await soon(() => hall.of(yoko)?.place).toBe('');
});

test('a colleague of the own section chooses for somebody, who is told; others may not', async () => {
  const mine = await watching(yoko, [yoko.id]);
  const [colleague, stranger] = [await house.connect(kaori), await house.connect(ken)];
  const wanted = { personId: yoko.id, ...out() };
  expect(await stranger.answer('presence:set', wanted)).toMatchObject({ error: { code: 'not_allowed' } });
  await colleague.command('presence:set', wanted);
  await soon(() => mine.of(yoko)).toMatchObject({ state: 'out', setBy: kaori.id });
  await mine.page.command('presence:seen', {});
  await soon(() => mine.of(yoko)).toMatchObject({ state: 'out', setBy: null });
});

test('an overdue return is told to the person and the own 係, and to nobody else', async () => {
  const [self, desk] = [await watching(yoko, [yoko.id]), await watching(misaki, [yoko.id])];
  const section = await watching(kaori, [yoko.id]);
  await self.page.command('presence:set', out(new Date(Date.now() + 1500).toISOString()));
  await soon(() => desk.of(yoko)).toMatchObject({ state: 'out', overdue: true });
  await soon(() => self.of(yoko)?.overdue).toBe(true);
  await soon(() => section.of(yoko)).toMatchObject({ state: 'out', overdue: false, until: null });
});

test('any other state ends with its time', async () => {
  const desk = await watching(misaki, [yoko.id]);
  const me = await house.connect(yoko);
  const until = new Date(Date.now() + 1500).toISOString();
  await me.command('presence:set', { state: 'counter', until });
  await soon(() => desk.of(yoko)?.state).toBe('counter');
  await soon(() => desk.of(yoko)?.state).toBe('in');
});

test('a call and a meeting show while they last; what was chosen is there again afterwards', async () => {
  const desk = await watching(misaki, [yoko.id]);
  const me = await house.connect(yoko);
  await me.command('presence:set', { state: 'counter', until: hours(1) });
  const busy = { people: [yoko.id], kind: 'call' as const, ref: 'call:1' };
  await transact(house.db, (tx) => markBusy(tx, busy, house.platform));
  await soon(() => desk.of(yoko)?.state).toBe('calling');
  await transact(house.db, (tx) => clearBusy(tx, { ref: 'call:1' }, house.platform));
  await soon(() => desk.of(yoko)?.state).toBe('counter');
});

test('応答しない has an end', async () => {
  const hall = await watching(ken, [yoko.id]);
  const me = await house.connect(yoko);
  const until = hours(1);
  await me.command('presence:quiet', { until });
  await soon(() => hall.of(yoko)?.quietUntil).toBe(until);
  await me.command('presence:quiet', { until: null });
  await soon(() => hall.of(yoko)?.quietUntil).toBeNull();
});

test('many changes are one frame a second, and only for who has the people on screen', async () => {
  const desk = await watching(misaki, [yoko.id]);
  const elsewhere = await watching(ken, [kaori.id]);
  const me = await house.connect(yoko);
  await new Promise((resolve) => setTimeout(resolve, 1200));
  const [before, beside] = [desk.frames(), elsewhere.frames()];
  for (let n = 0; n < 30; n += 1) await me.command('presence:set', { state: n % 2 ? 'away' : 'counter' });
  await soon(() => desk.of(yoko)?.state).toBe('away');
  await new Promise((resolve) => setTimeout(resolve, 1200));
  expect(desk.frames() - before).toBeLessThan(5);
  expect(elsewhere.frames()).toBe(beside);
});

test('nothing keeps where somebody was: no event, no audit row, no remembered command', async () => {
  const me = await house.connect(yoko);
  const all = async () => {
    const [events, audit, results, rows] = await Promise.all([
      house.db.selectFrom('event').select('seq').execute(),
      house.db.selectFrom('audit').select('id').execute(),
      house.db.selectFrom('commandResult').select('clientId').execute(),
      house.db.selectFrom('whereabouts').selectAll().where('personId', '=', yoko.id).execute(),
    ]);
    return { events: events.length, audit: audit.length, results: results.length, rows };
  };
  const before = await all();
  await me.command('presence:set', out());
  await me.command('presence:set', { state: 'away', place: '' });
  await me.command('presence:quiet', { until: hours(1) });
  const after = await all();
  expect(after).toMatchObject({ events: before.events, audit: before.audit, results: before.results });
  expect(after.rows).toHaveLength(1);
  expect(after.rows[0]).toMatchObject({ state: 'away', place: '', note: '' });
  // No column of any table of presence holds the moment of a change.
  expect(Object.keys(after.rows[0] ?? {}).sort()).toEqual(
    ['note', 'personId', 'place', 'quietUntil', 'setBy', 'state', 'until'].sort(),
  );
});

test('a reload or a cut shows nothing to others', async () => {
  const desk: { page: Colleague; of: (person: Made) => Standing | undefined; frames: () => number } =
    await watching(misaki, [kaori.id]);
  const first = await house.connect(kaori);
  await soon(() => desk.of(kaori)?.connected).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 1200));
  const before = desk.frames();
  first.close();
  await new Promise((resolve) => setTimeout(resolve, 3000));
  await house.connect(kaori);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(desk.frames()).toBe(before);
});

test('what repeats every week is there on its weekday while the hall works, and what is chosen wins', async () => {
  const [me, now] = [await house.connect(kaori), new Date()];
  const day = businessDay(now);
  const every = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({
    weekday,
    state: 'telework' as const,
    place: '自宅',
    fromOn: '2020-04-01',
    untilOn: null,
  }));
  await me.command('presence:repeat', { repeats: every });
  expect((await me.get('/api/presence/repeats')).data).toEqual(every);
  const at = (hour: string) => new Date(`${day}T${hour}:00+09:00`);
  const [facts] = await factsOf(house.db, [kaori.id], now, day);
  if (!facts) throw new Error('nobody there');
  const today = { opens: at('08:30'), closes: at('17:15') };
  expect(whereaboutsOf(facts, at('10:00'), today)).toMatchObject({ state: 'telework', until: today.closes });
  expect(whereaboutsOf(facts, at('18:00'), today).state).toBe('in');
  expect(whereaboutsOf(facts, at('10:00'), undefined).state).toBe('in');
  const chosen = { ...facts, state: 'counter' as const, until: at('11:00') };
  expect(whereaboutsOf(chosen, at('10:00'), today).state).toBe('counter');
  expect(whereaboutsOf(chosen, at('11:30'), today).state).toBe('telework');
  await me.command('presence:repeat', { repeats: [] });
});
