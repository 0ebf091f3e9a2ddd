import { expect, test } from 'vitest';
import { byDepartment, sectionLines } from './section-lines.ts';

test('a list makes a tree, with what is new and what ends beside its own', () => {
  const sections = [
    { path: ['総務部'], people: 1, isNew: false, returns: false },
    { path: ['市民部'], people: 0, isNew: true, returns: true },
    { path: ['総務部', '税務課'], people: 7, isNew: true, returns: false },
  ];
  const lines = sectionLines(sections, [{ id: 'shuno', path: ['総務部', '収納課'], closes: true }]);
  expect(lines.map(({ name, depth, people, state }) => [name, depth, people, state])).toEqual([
    ['総務部', 0, 1, 'standing'],
    ['税務課', 1, 7, 'new'],
    ['収納課', 1, 0, 'emptied'],
    ['市民部', 0, 0, 'returning'],
  ]);
});

test('a department stays together with everything under it', () => {
  const line = (name: string, depth: number) => ({
    key: name,
    name,
    depth,
    people: 1,
    state: 'new' as const,
  });
  const lines = [
    line('総務部', 0),
    line('税務課', 1),
    line('収納係', 2),
    line('議会', 0),
    line('市民部', 0),
    line('窓口', 1),
  ];
  expect(byDepartment(lines).map((of) => of.map(({ name }) => name))).toEqual([
    ['総務部', '税務課', '収納係'],
    ['議会'],
    ['市民部', '窓口'],
  ]);
});
