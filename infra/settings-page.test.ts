import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settingsPage, settingsPagePath } from './settings-page.ts';

test('the page of settings is what the schema says (else: node run.js settings)', () => {
  expect(readFileSync(settingsPagePath, 'utf8')).toBe(settingsPage());
});
