import { expect, test } from 'vitest';
import { ownPath } from './own-path.ts';

test('a path of our own is kept, everything else leads home', () => {
  expect(ownPath('/channels/1?m=3')).toBe('/channels/1?m=3');
  for (const foreign of [null, '', 'https://example.jp', '//example.jp', '/\\example.jp', '/\t/example.jp']) {
    expect(ownPath(foreign)).toBe('/');
  }
});
