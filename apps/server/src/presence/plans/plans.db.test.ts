import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestBrowser } from '../../../../../infra/test-browser.ts';
import { testHouse, type Made, type TestHouse } from '../../../../../infra/test-house.ts';
import { readWhereabouts } from '../read-standing.ts';
import { readPlans } from './read-plans.ts';

let house: TestHouse;
let admin: Made;
let yoko: Made;
let staffNo: string;

beforeAll(async () => {
  house = await testHouse();
  admin = await house.person('管理 者', { roles: ['system'] });
  yoko = await house.person('中川 陽子');
  const row = await house.db
    .selectFrom('person')
    .select('staffNo')
    .where('id', '=', yoko.id)
    .executeTakeFirst();
  staffNo = row?.staffNo ?? '';
});
afterAll(() => house.stop());

const heading = '職員番号,日付,開始,終了,種別,場所,件名';
const rows = (...lines: string[]) => Buffer.from([heading, ...lines].join('\r\n'));

/** As a browser sends a file. */
async function send(path: string, body: Buffer, who = admin) {
  const response = await fetch(house.origins.lgwan + path, {
    method: 'POST',
    headers: {
      cookie: who.cookies.lgwan,
      origin: house.origins.lgwan,
      'content-type': 'application/octet-stream',
    },
    body: new Uint8Array(body),
  });
  const told: unknown = await response.json();
  return { status: response.status, told };
}

/** A span around now, in Tokyo. */
function around(): { day: string; start: string; end: string } {
  const at = (ms: number) => new Date(Date.now() + 9 * 3_600_000 + ms).toISOString();
  const start = at(-60_000);
  return { day: start.slice(0, 10), start: start.slice(11, 16), end: at(3_600_000).slice(11, 16) };
}

const whereabouts = async () => (await readWhereabouts(house.db, [yoko.id], house.platform)).get(yoko.id);

test('a rota fills 窓口 by itself, the same file again changes nothing, and a choice by hand wins', async () => {
  const { day, start, end } = around();
  const file = rows(`${staffNo},${day},${start},${end},窓口当番,3番窓口,応援`);
  expect(await send('/api/presence/plans/preview', file)).toMatchObject({
    status: 200,
    told: { rows: 1, people: 1, faults: [] },
  });
  for (let n = 0; n < 2; n += 1) expect((await send('/api/presence/plans', file)).status).toBe(200);
  expect(await house.db.selectFrom('presencePlan').select('id').execute()).toHaveLength(1);
  expect(await whereabouts()).toMatchObject({ state: 'counter', place: '3番窓口', note: '応援' });
  const me = await house.connect(yoko);
  await me.command('presence:set', { state: 'out', place: '県庁' });
  expect(await whereabouts()).toMatchObject({ state: 'out', place: '県庁' });
  await me.command('presence:set', { state: 'in' });
  expect(await whereabouts()).toMatchObject({ state: 'in' });
});

test('one doubtful line keeps the whole file out, and the log says how many, not who or where', async () => {
  const { day, start, end } = around();
  const before = await house.db.selectFrom('presencePlan').selectAll().execute();
  const file = rows(
    `${staffNo},${day},${start},${end},会議,第1会議室,`,
    `999999,${day},${start},${end},会議,,`,
  );
  expect(await send('/api/presence/plans/preview', file)).toMatchObject({
    told: { rows: 1, faults: [{ line: 3, why: 'no_person', about: '999999' }] },
  });
  expect((await send('/api/presence/plans', file)).status).toBe(422);
  expect(await house.db.selectFrom('presencePlan').selectAll().execute()).toEqual(before);
  const log = await new TestBrowser(house.origins.lgwan, admin.cookies.lgwan).get(
    '/api/admin/audit.csv?action=plans:imported',
  );
  expect(log.text).not.toMatch(/窓口|県庁|中川/);
});

test('days and times as cities write them, and a night on duty into the next day', () => {
  const read = readPlans(
    rows(
      '1,R8.12.1,0830,12:00,宿日直,,',
      '1,2026/12/1,17:15,8:30,宿直,,',
      '1,令和8年12月1日,9時30分,10時,謎,,',
    ),
  );
  expect(
    read?.rows.map(({ startsAt, endsAt, place }) => [startsAt.toISOString(), endsAt.toISOString(), place]),
  ).toEqual([
    ['2026-11-30T23:30:00.000Z', '2026-12-01T03:00:00.000Z', '宿日直'],
    ['2026-12-01T08:15:00.000Z', '2026-12-01T23:30:00.000Z', '宿直'],
  ]);
  expect(read?.faults).toEqual([{ line: 4, why: 'unknown_kind', about: '謎' }]);
  expect(readPlans(Buffer.from('名前,電話\r\nあ,1\r\n'))).toBeUndefined();
});

test('one’s own calendar takes the place of what came from it before, and leaves a rota alone', async () => {
  const at = (ms: number) => new Date(Date.now() + ms).toISOString().replace(/[-:]|\.\d+/g, '');
  const entry = (summary: string) =>
    Buffer.from(
      `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:${at(-60_000)}\r\nDTEND:${at(600_000)}\r\nSUMMARY:${summary}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`,
    );
  const ofYoko = async () =>
    (
      await house.db
        .selectFrom('presencePlan')
        .select(['source', 'state'])
        .where('personId', '=', yoko.id)
        .execute()
    )
      .map(({ source, state }) => `${source} ${state}`)
      .sort();
  await house.db.deleteFrom('presencePlan').execute();
  const { day, start, end } = around();
  await send('/api/presence/plans', rows(`${staffNo},${day},${start},${end},窓口当番,3番窓口,`));
  expect(await send('/api/presence/calendar/preview', entry('出張'), yoko)).toMatchObject({
    told: { rows: 1, unclear: 0, next: [{ state: 'out' }] },
  });
  expect(await ofYoko()).toEqual(['rota counter']);
  await send('/api/presence/calendar', entry('出張'), yoko);
  expect((await send('/api/presence/calendar', entry('会議'), yoko)).status).toBe(200);
  expect(await ofYoko()).toEqual(['calendar meeting', 'rota counter']);
  expect((await send('/api/presence/calendar', Buffer.from('x'), yoko)).status).toBe(422);
});
