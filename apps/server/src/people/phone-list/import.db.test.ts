import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SlipPerson } from '@engawa/contract/people';
import { newId } from '@engawa/db/id';
import { csv, HEADING, listDesk, row, type ListDesk } from '@engawa/infra/list-desk';
import { testHouse, type TestHouse } from '@engawa/infra/test-house';
import { followSections } from '../../channels/follow-sections.ts';
import { encodeCp932 } from './cp932.ts';

let house: TestHouse;
let desk: ListDesk;

beforeAll(async () => {
  house = await testHouse();
  desk = await listDesk(house);
});
afterAll(() => house.stop());

test('the list of the sample town goes in through the page, with its channels', async () => {
  const bytes = readFileSync(new URL('../../../../../packages/sample-town/data/内線表.csv', import.meta.url));
  const fileId = await desk.upload(bytes);
  const looked = await desk.preview({ fileId });
  expect(looked).toMatchObject({
    encoding: 'cp932',
    people: 300,
    blocked: 0,
    counts: { joined: 300, unchanged: 0 },
  });
  expect(looked.sections.every(({ isNew }) => isNew)).toBe(true);
  const { reading, digest } = looked;
  const done = await desk.page.command('people:import', { fileId, reading, digest, left: 'keep' });
  expect(done).toMatchObject({ counts: { joined: 300 }, sections: looked.sections.length });
  await desk.page.event('directory:changed');
  const { people, sections } = await desk.directory();
  expect(people.filter(({ former }) => !former)).toHaveLength(301);
  expect(sections).toHaveLength(looked.sections.length);
  const two = people.filter(({ posts }) => posts.length > 1);
  expect(two.length).toBeGreaterThan(0);
  const followed = await followSections(house.platform);
  expect(followed.channels).toBe(sections.length);
  expect(followed.joined).toBeGreaterThan(300);
});

test('the same list again is no change', async () => {
  const bytes = readFileSync(new URL('../../../../../packages/sample-town/data/内線表.csv', import.meta.url));
  const { counts, sections } = await desk.preview({ fileId: await desk.upload(bytes) });
  expect(counts).toEqual({
    joined: 0,
    returned: 0,
    moved: 0,
    renamed: 0,
    details: 0,
    left: 1,
    unchanged: 300,
  });
  expect(sections.some(({ isNew }) => isNew)).toBe(false);
});

test('a second list: joined, moved, renamed, left, unchanged; nobody is deleted', async () => {
  await desk.bring(
    csv(
      row('山田 一', '7001', { extension: '7101', duties: '口座振替' }),
      row('川田 二', '7002'),
      row('林田 三', '7003'),
      row('森田 四', '7004'),
    ),
  );
  const before = await desk.called('川田 二');
  const second = csv(
    row('山田 一', '7001', { extension: '7101', duties: '口座振替' }),
    row('川田 二', '7002', { unit: '資産税係', post: '係長' }),
    row('林﨑 三', '7003'),
    row('谷田 五', '7005'),
  );
  const looked = await desk.preview({ fileId: await desk.upload(second) });
  expect(looked.counts).toMatchObject({ joined: 1, moved: 1, renamed: 1, unchanged: 1 });
  expect(looked.left.map(({ name }) => name)).toContain('森田 四');
  expect(looked.rows.find(({ name }) => name === '林﨑 三')).toMatchObject({
    changes: ['renamed'],
    before: { name: '林田 三' },
  });
  await desk.bring(second);
  expect(await desk.called('川田 二')).toMatchObject({
    id: before?.id,
    posts: [{ title: '係長', head: true }],
  });
  expect(await desk.called('林田 三')).toBeUndefined();
  expect(await desk.called('森田 四')).toMatchObject({ former: false });
  const posts = await house.db
    .selectFrom('post')
    .select(['title', 'untilOn'])
    .where('personId', '=', before?.id ?? '')
    .orderBy('id')
    .execute();
  expect(posts.map(({ title, untilOn }) => [title, untilOn !== null])).toEqual([
    ['主事', true],
    ['係長', false],
  ]);
});

test('where the list says who has left, their posts and sessions end, and administrators stay', async () => {
  const leaver = await house.person('去る人');
  await house.section('去る課', [], [leaver]);
  const socket = await house.connect(leaver);
  const ended = new Promise((resolve) => socket.socket.once('disconnect', resolve));
  const everybody = await house.db
    .selectFrom('person')
    .select(['staffNo', 'name'])
    .where('id', '<>', leaver.id)
    .execute();
  const staying = everybody
    .filter(({ name }) => name !== desk.admin.name)
    .map(({ staffNo, name }) => row(name, staffNo));
  const done = await desk.bring(csv(...staying), 'end');
  expect(done.counts.left).toBe(2);
  expect(done.keptAdministrators).toEqual([desk.admin.id]);
  await ended;
  expect(await desk.called('去る人')).toMatchObject({ former: true, posts: [] });
  const back = await desk.bring(csv(...staying, row('去る人', (await staffNoOf(leaver.id)) ?? '')));
  expect(back.counts).toMatchObject({ returned: 1 });
  expect(await desk.called('去る人')).toMatchObject({ former: false, posts: [{ title: '主事' }] });
});

async function staffNoOf(id: string): Promise<string | undefined> {
  return (await house.db.selectFrom('person').select('staffNo').where('id', '=', id).executeTakeFirst())
    ?.staffNo;
}

test('a blocked row stops everything, until it is put right or left out', async () => {
  const counter = row('', '', { extension: '2199' });
  const counted = await desk.preview({ fileId: await desk.upload(csv(counter, row('四人目', '8004'))) });
  expect(counted.findings.filter(({ blocks }) => blocks)).toEqual([
    { line: 2, code: 'no_name', blocks: true, column: 'name', about: '2199' },
  ]);
  const bytes = csv(row('', '8001'), row('一人目', '8002'), row('二人目', '8002'), row('三人目', '8003'));
  const fileId = await desk.upload(bytes);
  const looked = await desk.preview({ fileId });
  expect(looked.blocked).toBe(3);
  expect(looked.rows[0]?.line).toBe(2);
  const { reading, digest } = looked;
  const refused = await desk.page.answer('people:import', { fileId, reading, digest, left: 'keep' });
  expect(refused).toMatchObject({ ok: false, error: { code: 'rows_blocked', detail: { rows: 3 } } });
  expect(await desk.called('三人目')).toBeUndefined();
  const options = {
    fileId,
    reading,
    corrections: [{ line: 2, column: 'name' as const, value: '名のある人' }],
    leaveOut: [4],
  };
  const again = await desk.preview(options);
  expect(again.blocked).toBe(0);
  await desk.page.command('people:import', { ...options, digest: again.digest, left: 'keep' });
  expect(await desk.called('名のある人')).toBeDefined();
  expect(await desk.called('二人目')).toBeUndefined();
});

test('an import of something else than was looked at is refused', async () => {
  const fileId = await desk.upload(csv(row('見た人', '8101')));
  const { reading, digest } = await desk.preview({ fileId });
  await desk.bring(csv(row('間に来た人', '8102')));
  const refused = await desk.page.answer('people:import', { fileId, reading, digest, left: 'keep' });
  expect(refused).toMatchObject({ ok: false, error: { code: 'list_changed' } });
  expect(await desk.called('見た人')).toBeUndefined();
});

test('a retry answers with the first result', async () => {
  const fileId = await desk.upload(csv(row('一度の人', '8201')));
  const { reading, digest } = await desk.preview({ fileId });
  const input = { clientId: newId(), fileId, reading, digest, left: 'keep' as const };
  const first = await desk.page.command('people:import', input);
  expect(await desk.page.command('people:import', input)).toEqual(first);
});

test('columns chosen by hand', async () => {
  const fileId = await desk.upload(encodeCp932('なまえ,ばんごう,でんわ\r\n手で 選ぶ,8301,5101\r\n').bytes);
  const reading = { headingLine: 1, columns: ['name', 'staffNo', 'extension'] as const, sameAsAbove: false };
  const options = { fileId, reading: { ...reading, columns: [...reading.columns] } };
  const { digest, people } = await desk.preview(options);
  expect(people).toBe(1);
  await desk.page.command('people:import', { ...options, digest, left: 'keep' });
  expect(await desk.called('手で 選ぶ')).toMatchObject({ extensions: ['5101'] });
});

test('posts from a day to a day', async () => {
  const heading = '課,職名,氏名,フリガナ,職員番号,発令日,任期満了日';
  await desk.bring(
    encodeCp932(
      `${heading}\r\n税務課,任用職員,短い人,ﾐｼﾞｶｲ,8401,R2.4.1,R3.3.31\r\n税務課,主事,長い人,ﾅｶﾞｲ,8402,2099/4/1,\r\n`,
    ).bytes,
  );
  expect(await desk.called('短い人')).toMatchObject({ posts: [] });
  const kept = await house.db
    .selectFrom('post')
    .innerJoin('person', 'person.id', 'post.personId')
    .select(['person.staffNo', 'post.fromOn', 'post.untilOn'])
    .where('person.staffNo', 'in', ['8401', '8402'])
    .orderBy('person.staffNo')
    .execute();
  expect(kept).toEqual([
    { staffNo: '8401', fromOn: '2020-04-01', untilOn: '2021-04-01' },
    { staffNo: '8402', fromOn: '2099-04-01', untilOn: null },
  ]);
});

test('the doubtful rows as a file of CP932', async () => {
  const fileId = await desk.upload(
    csv(row('よみなし', '8501', { kana: '' }), row('よみあり', '8502', { extension: '9999' })),
  );
  const body = JSON.stringify({ fileId, language: 'ja', encoding: 'cp932' });
  const answer = await desk.send('/api/people/import/doubtful', body, 'application/json');
  expect(answer.headers.get('content-type')).toContain('text/csv');
  const text = new TextDecoder('shift_jis').decode(await answer.arrayBuffer());
  expect(text.split('\r\n').slice(0, 2)).toEqual([
    `行,確かめること,${HEADING}`,
    '2,よみがありません,総務部,税務課,収納係,主事,よみなし,,8501,2134,,',
  ]);
});

test('slips for those who never signed in, shown once', async () => {
  await desk.bring(csv(row('初めて 来た', '8601', { unit: '収納係', post: '主任' })));
  const waiting = SlipPerson.array().parse((await desk.page.get('/api/people/slips')).data);
  const id = waiting.find(({ staffNo }) => staffNo === '8601')?.personId ?? '';
  const input = { clientId: newId(), personIds: [id, desk.admin.id] };
  const { slips } = await desk.page.command('slips:issue', input);
  const mine = slips.find(({ personId }) => personId === id);
  expect(mine).toMatchObject({
    staffNo: '8601',
    name: '初めて 来た',
    section: '総務部 税務課 収納係',
    title: '主任',
  });
  const check = await desk.send(
    '/api/activate/check',
    JSON.stringify({ name: '8601', code: mine?.code }),
    'application/json',
  );
  expect(check.status).toBe(200);
  expect(await desk.page.answer('slips:issue', input)).toMatchObject({
    ok: false,
    error: { code: 'shown_once' },
  });
});

test('nobody else may look at, bring in or take anything', async () => {
  const ken = await house.person('健');
  const socket = await house.connect(ken);
  const fileId = await desk.upload(csv(row('見えない人', '8701')));
  expect((await desk.send('/api/people/import/file', csv(row('x', '1')), 'text/csv', ken)).status).toBe(403);
  expect(
    (await desk.send('/api/people/import/preview', JSON.stringify({ fileId }), 'application/json', ken))
      .status,
  ).toBe(403);
  const { reading, digest } = await desk.preview({ fileId });
  expect(await socket.answer('people:import', { fileId, reading, digest, left: 'keep' })).toMatchObject({
    error: { code: 'not_allowed' },
  });
  expect((await socket.get('/api/people/slips')).status).toBe(403);
  expect(await socket.answer('slips:issue', { personIds: [ken.id] })).toMatchObject({
    error: { code: 'not_allowed' },
  });
  const other = await house.person('別の管理者', { roles: ['system'] });
  expect(
    (await desk.send('/api/people/import/preview', JSON.stringify({ fileId }), 'application/json', other))
      .status,
  ).toBe(404);
});

test.each([
  ['an empty file', new Uint8Array()],
  ['a picture', Uint8Array.from(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))],
  ['headings alone', csv()],
  ['nothing but commas', encodeCp932(',,,\r\n,,,\r\n').bytes],
])('%s is no phone list', async (_what, bytes) => {
  const answer = await desk.send('/api/people/import/file', bytes, 'text/csv');
  if (answer.status === 200) {
    const { fileId } = Object(await answer.json());
    const looked = await desk.send(
      '/api/people/import/preview',
      JSON.stringify({ fileId }),
      'application/json',
    );
    expect(looked.status).toBe(422);
    expect(await looked.json()).toMatchObject({ error: { code: 'not_a_phone_list' } });
  } else expect(answer.status).toBeLessThan(500);
});
