import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';
import { houseRules } from './eslint.ts';

const repository = resolve(import.meta.dirname, '../..');
const planted = join(import.meta.dirname, 'planted');

const lintOf = (root: string) =>
  new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: houseRules(root) });

const rulesOf = (results: ESLint.LintResult[]) => [
  ...new Set(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => ruleId ?? message))),
];

/** The house's rules without those that need types, which a file that is not on disk cannot have. */
const plain = new ESLint({
  cwd: repository,
  overrideConfigFile: true,
  overrideConfig: [
    ...houseRules(repository),
    { languageOptions: { parserOptions: { projectService: false } }, ...tseslint.configs.disableTypeChecked },
  ],
});

const files = globSync('{apps,packages}/**/*.{ts,svelte}', { cwd: planted }).sort();
const results = await lintOf(planted).lintFiles(files);

test.each(files)('%s', (file) => {
  const path = join(planted, file);
  const expected = /found by: (\S+)/.exec(readFileSync(path, 'utf8'))?.[1];
  const found = rulesOf(results.filter(({ filePath }) => filePath === path));
  expect(found).toEqual(expected ? [expected] : []);
});

// Planted by name in the real tree, because these imports go through the workspace's own addresses.
test.each([
  ['apps/web/src/lib/messages/planted.ts', "export { Message } from '@engawa/contract/messages';"],
  ['apps/web/src/lib/messages/planted.ts', "export { now } from '../../../../server/src/platform/clock.ts';"],
  ['apps/web/src/lib/messages/planted.ts', "export { connect } from '@engawa/db/connect';"],
  ['apps/web/src/lib/live/planted.ts', "export { Message } from '@engawa/contract/messages';"],
  ['packages/text/src/planted.ts', "export { connect } from '@engawa/db/connect';"],
  ['packages/db/src/planted.ts', "export { readEnv } from '@engawa/server/src/env.ts';"],
])('%s may not say %s', async (file, source) => {
  const found = rulesOf(await plain.lintText(`${source}\n`, { filePath: join(repository, file) }));
  expect(found).toContain('boundaries/dependencies');
});

test('a type of the contract is free for the page', async () => {
  const source =
    "import type { Message } from '@engawa/contract/messages';\n\nexport type Body = Message['body'];\n";
  const filePath = join(repository, 'apps/web/src/lib/messages/planted.ts');
  expect(rulesOf(await plain.lintText(source, { filePath }))).toEqual([]);
});
