import { expect, test } from 'vitest';
import { People } from '#lib/people/people.svelte.ts';
import { addressable, notifiedBy } from './mention-choices.ts';

const words = {
  everybody: '全員',
  allHint: (count: number) => `ほかの${count}人`,
  groupHint: (count: number) => `${count}人`,
};
const clerk = (id: string, sectionId: string) => ({
  id,
  name: id,
  kana: '',
  extension: '',
  duties: [],
  posts: [{ id: `post-${id}`, sectionId, section: sectionId, title: '主事', isOffice: false }],
});
const members = [clerk('me', '収納係'), clerk('taku', '収納係'), clerk('aoi', '税務係')];

test('the list says of a group what the composer says of it: the others, without oneself', () => {
  const choices = addressable(members, 'me', words, new People().hall);
  const groups = [choices.everybody, ...choices.sections].flatMap((choice) => choice ?? []);
  expect(groups.map(({ label, hint }) => [label, hint])).toEqual([
    ['全員', 'ほかの2人'],
    ['収納係', '1人'],
    ['税務係', '1人'],
  ]);
  for (const choice of groups) expect(notifiedBy([choice], choices)).toBe(choice.count);
});

test('a section that nobody else belongs to is not offered', () => {
  expect(addressable(members, 'aoi', words, new People().hall).sections.map(({ label }) => label)).toEqual([
    '収納係',
  ]);
});
