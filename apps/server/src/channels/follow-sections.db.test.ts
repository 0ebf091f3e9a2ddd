import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Start } from '@engawa/contract/start';
import { testHouse, type Made, type TestHouse } from '@engawa/infra/test-house';
import { followSections } from './follow-sections.ts';

let house: TestHouse;
let hanako: Made;
let ken: Made;
let sectionId: string;

beforeAll(async () => {
  house = await testHouse();
  hanako = await house.person('花子');
  ken = await house.person('健');
  const division = await house.section('総務部', [], []);
  sectionId = await house.section('総務課', [hanako], [ken], division);
});
afterAll(() => house.stop());

const namesOf = async (person: Made) => {
  const colleague = await house.connect(person);
  const { data } = await colleague.get<Start>('/api/start');
  return data.channels.map((channel) => channel.name).sort();
};

test('every section gets its channel, and everyone in it or below it a seat', async () => {
  expect(await followSections(house.platform)).toEqual({ channels: 2, joined: 4, left: 0 });
  expect(await namesOf(ken)).toEqual(['総務課', '総務部'].sort());
  expect(await followSections(house.platform)).toEqual({ channels: 0, joined: 0, left: 0 });
});

test('who loses the post loses the seat at once, and is told', async () => {
  const kens = await house.connect(ken);
  await house.db
    .updateTable('post')
    .set({ untilOn: '2025-03-31' })
    .where('personId', '=', ken.id)
    .where('sectionId', '=', sectionId)
    .execute();
  expect(await followSections(house.platform)).toEqual({ channels: 0, joined: 0, left: 2 });
  await kens.event('channel:left');
  expect(await namesOf(ken)).toEqual([]);
});

test('nobody leaves a channel that follows a section', async () => {
  const hanakos = await house.connect(hanako);
  const { data } = await hanakos.get<Start>('/api/start');
  const channelId = data.channels[0]?.id ?? '';
  expect(await hanakos.answer('channel:leave', { channelId })).toMatchObject({
    error: { code: 'follows_section' },
  });
});
