import { expect, test } from 'vitest';
import { spanOf } from './span.svelte.ts';

test.each([
  [1366, 16, 'wide'],
  [1279, 16, 'medium'],
  [1024, 16, 'medium'],
  [1023, 16, 'narrow'],
  [768, 16, 'narrow'],
  [767, 16, 'phone'],
  [390, 16, 'phone'],
])('%i px stand in the row %s of the grid', (width, size, name) => {
  expect(spanOf(width, size)).toBe(name);
});

test('large letters take the next narrower row', () => {
  expect(spanOf(1366, 18)).toBe('medium');
  expect(spanOf(1366, 20)).toBe('medium');
  expect(spanOf(1024, 20)).toBe('narrow');
});
