import { expect, test } from 'vitest';
import { isAccepted, shippedPackages } from './licences.ts';

const shipped = shippedPackages();

test('every package that is shipped has a licence we may use', () => {
  expect(shipped.filter(({ licence }) => !isAccepted(licence))).toEqual([]);
});

test('the list holds what the server needs and what is built into the pages', () => {
  const names = shipped.map(({ name }) => name);
  for (const name of ['fastify', 'socket.io', 'postgres', 'svelte', '@fontsource-variable/noto-sans-jp']) {
    expect(names).toContain(name);
  }
  for (const tool of ['eslint', 'vitest', 'turbo']) expect(names).not.toContain(tool);
});

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0)', true],
  ['Apache-2.0 AND LGPL-3.0-or-later AND MIT', true],
  ['MPL-2.0', true],
  ['AGPL-3.0-only', false],
  ['MIT AND AGPL-3.0', false],
  ['UNLICENSED', false],
  ['SEE LICENSE IN LICENSE', false],
  ['', false],
])('%s: %s', (expression, expected) => {
  expect(isAccepted(expression)).toBe(expected);
});
