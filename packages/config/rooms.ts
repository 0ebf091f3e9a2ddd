import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The rooms of the house; a room may use only rooms before it. */
export const rooms = [
  'sessions',
  'people',
  'notices',
  'ledger',
  'channels',
  'messages',
  'files',
  'presence',
  'memos',
  'calls',
  'knocks',
  'section-calls',
  'help-calls',
  'places',
  'meter',
  'meetings',
  'papers',
  'minutes',
  'circulars',
  'search',
  'hooks',
  'admin',
  'town',
  'start',
];

/**
 * The contract files that a page may use as values: those that load no zod, not even through another file.
 */
export function plainContractFiles(root: string): string[] {
  const folder = join(root, 'packages/contract/src');
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const needs = new Map(
    files.map((name) => [name, runtimeImports(readFileSync(join(folder, name), 'utf8'))]),
  );
  const plain = new Set(files);
  for (let before = -1; before !== plain.size;) {
    before = plain.size;
    for (const [name, imports] of needs) {
      if (imports.some((wanted) => !plain.has(wanted))) plain.delete(name);
    }
  }
  return [...plain].map((name) => `packages/contract/src/${name}`);
}

function runtimeImports(source: string): string[] {
  const statements = source.matchAll(/^(?:import|export)\s(?!type\b)[^;]*?from\s+'([^']+)'/gm);
  return [...statements].map(([, from = '']) => from.replace(/^\.\//, ''));
}
