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
  ['packages/contract/src/planted.ts', "export { csvText } from '@engawa/text/csv';"],
  ['packages/sample-town/src/planted.ts', "export { connect } from '@engawa/db/connect';"],
  // The settings know nobody; a process mounts rooms, and leaves their tables to them.
  ['apps/server/src/env.ts', "export { systemClock } from './platform/clock.ts';"],
  ['apps/server/src/planted.ts', "export { seatOf } from './channels/queries.ts';"],
  // Whichever way a file is fetched, and by whichever address.
  ['apps/server/src/platform/planted.ts', "export const room = () => import('../messages/send-message.ts');"],
  ['apps/server/src/people/planted.ts', "export type { Sending } from '../messages/queries.ts';"],
  ['apps/server/src/messages/planted.ts', "export { sendIn } from '../channels/routes.ts';"],
  ['apps/server/src/messages/redactions/planted.ts', "export { seatOf } from '../../channels/queries.ts';"],
  ['apps/server/src/sessions/planted.ts', "export { findSeat } from '../channels/find-seat.ts';"],
  ['apps/web/src/lib/channels/planted.ts', "export { Timeline } from '#lib/messages/timeline.svelte.ts';"],
  ['apps/web/src/lib/live/planted.ts', "export { toaster } from '#lib/ui/toaster.svelte.ts';"],
  ['apps/web/src/lib/ui/planted.ts', "export { read } from '#lib/live/rest.ts';"],
  ['apps/web/src/lib/text/planted.ts', "export { read } from '#lib/live/rest.ts';"],
  ['apps/web/src/lib/messages/planted.ts', "export { openHouse } from '#lib/shell/open-house.ts';"],
  ['apps/web/src/planted.ts', "export { Labels } from '#lib/channels/labels.svelte.ts';"],
  [
    'apps/web/src/lib/shell/planted.ts',
    "export { OpenChannels } from '../../routes/(in)/channels/open-channels.ts';",
  ],
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
