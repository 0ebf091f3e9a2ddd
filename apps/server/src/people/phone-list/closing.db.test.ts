import { afterAll, beforeAll, expect, test } from 'vitest';
import { csv, listDesk, row, type ListDesk } from '@engawa/infra/list-desk';
import { testHouse, type TestHouse } from '@engawa/infra/test-house';
import { followSections } from '../../channels/follow-sections.ts';

let house: TestHouse;
let desk: ListDesk;

beforeAll(async () => {
  house = await testHouse();
  desk = await listDesk(house);
});
afterAll(() => house.stop());

const sectionsNow = async () => (await desk.directory()).sections.map(({ name }) => name);

test('a section that the second list empties is proposed, and closes unless it is kept', async () => {
  const unit = { department: '防災部', division: '防災課' };
  await desk.bring(
    csv(
      row('防川 一', '7101', { ...unit, unit: '防災係' }),
      row('防川 二', '7102', { ...unit, unit: '消防係' }),
      row('防川 三', '7103', { department: '水防部', division: '水防課', unit: '' }),
      row('防川 四', '7104', { ...unit, unit: '水門係' }),
    ),
  );
  const second = csv(
    row('防川 一', '7101', { ...unit, unit: '危機管理係' }),
    row('防川 四', '7104', { ...unit, unit: '危機管理係' }),
  );
  const looked = await desk.preview({ fileId: await desk.upload(second) });
  const told = looked.closing.filter(({ path }) => /防部|防災部/.test(path[0] ?? ''));
  expect(told.map(({ path, onlyWithLeft }) => [path.join('/'), onlyWithLeft]).toSorted()).toEqual(
    [
      ['水防部', true],
      ['水防部/水防課', true],
      ['防災部/防災課/消防係', true],
      ['防災部/防災課/防災係', false],
      ['防災部/防災課/水門係', false],
    ].toSorted(),
  );
  await desk.bring(second, 'keep', (path) => path.at(-1) === '水門係');
  expect(await sectionsNow()).toEqual(expect.arrayContaining(['水防課', '消防係', '危機管理係', '水門係']));
  expect(await sectionsNow()).not.toContain('防災係');
});

test('a list of one department closes nothing elsewhere, however empty it stands', async () => {
  const park = { department: '公園部', division: '公園課' };
  const river = { department: '河川部', division: '河川課', unit: '堤防係' };
  await desk.bring(csv(row('園田 一', '7201', { ...park, unit: '緑地係' }), row('川田 一', '7202', river)));
  const [embankment] = await house.db
    .selectFrom('section')
    .select('id')
    .where('name', '=', '堤防係')
    .execute();
  await house.section('だれもいない係', [], []);
  await house.db
    .updateTable('post')
    .set({ untilOn: '2099-03-31' })
    .where('sectionId', '=', embankment?.id ?? '')
    .execute();
  const list = csv(row('園田 一', '7201', { ...park, unit: '樹木係' }));
  const { closing } = await desk.preview({ fileId: await desk.upload(list) });
  const anyway = closing.filter(({ onlyWithLeft }) => !onlyWithLeft).map(({ path }) => path.join('/'));
  expect(anyway).toEqual(['公園部/公園課/緑地係']);
  await desk.bring(list);
  expect(await sectionsNow()).toEqual(expect.arrayContaining(['堤防係', '河川部', 'だれもいない係']));
});

test('a section that comes back is the one it was, and its channel with it', async () => {
  const at = { department: '教育部', division: '学校課' };
  const before = csv(row('教田 一', '7301', { ...at, unit: '給食係' }));
  const after = csv(row('教田 一', '7301', { ...at, unit: '図書係' }));
  const channel = async () => {
    await followSections(house.platform);
    return house.db
      .selectFrom('channel')
      .innerJoin('section', 'section.id', 'channel.sectionId')
      .select(['channel.id', 'section.id as sectionId', 'channel.putAwayAt'])
      .where('channel.name', '=', '給食係')
      .execute();
  };
  await desk.bring(before);
  const [first, ...others] = await channel();
  expect([first?.putAwayAt, others]).toEqual([null, []]);
  const kyota = (await desk.called('教田 一'))?.id;
  const seats = () =>
    house.db
      .selectFrom('membership')
      .select('personId')
      .where('channelId', '=', first?.id ?? '')
      .execute();

  await desk.bring(after);
  expect(await channel()).toEqual([{ ...first, putAwayAt: expect.any(Date) }]);
  // Whoever was in it last goes on reading it.
  expect(await seats()).toEqual([{ personId: kyota }]);
  expect(await followSections(house.platform)).toEqual({ channels: 0, joined: 0, left: 0 });

  const back = await desk.preview({ fileId: await desk.upload(before) });
  expect(back.sections.find(({ path }) => path.at(-1) === '給食係')).toMatchObject({ returns: true });
  await desk.bring(before);
  expect(await channel()).toEqual([first]);
  expect(await seats()).toEqual([{ personId: kyota }]);
});
