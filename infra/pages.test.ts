import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { licencesPage, licencesPagePath } from './licences-page.ts';
import { settingsPage, settingsPagePath } from './settings-page.ts';

test('the page of settings is what the schema says (else: node run.js pages)', () => {
  expect(readFileSync(settingsPagePath, 'utf8')).toBe(settingsPage());
});

test('the page of licences is what the lockfile says (else: node run.js pages)', () => {
  expect(readFileSync(licencesPagePath, 'utf8')).toBe(licencesPage());
});
