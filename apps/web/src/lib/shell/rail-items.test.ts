import { expect, test } from 'vitest';
import { otherItems, railItems, railRooms } from './rail-items.ts';

const hrefs = (items: readonly { href: string }[]) => items.map(({ href }) => href);

test('a clerk finds no door to the administration, and nobody loses one in a smaller rail', () => {
  expect(hrefs(railItems(false))).toEqual(['/channels', '/people', '/board', '/memos', '/settings']);
  for (const mayAdminister of [true, false]) {
    const all = hrefs([...railRooms(), ...otherItems(mayAdminister)]);
    expect(all.toSorted()).toEqual(hrefs(railItems(mayAdminister)).toSorted());
  }
});
