import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './program.ts';

const folders = '{apps,packages,infra,e2e,docs}/**';
const built = ['**/node_modules/**', '**/build/**', '**/.svelte-kit/**'];
const find = (pattern: string) => globSync(pattern, { cwd: root, exclude: built });

const files = [...find(`${folders}/*.*`), ...find('*.*')].map((file) => `/${file}`);
const pages = [...find('*.md'), ...find('docs/**/*.md')];
const sources = find(`${folders}/*.{ts,svelte,js,css}`);

const ending = String.raw`\.(?:ts|svelte|js|mjs|css|md|png|webp|yml|conf|patch|csv)`;
const namedFile = new RegExp(String.raw`^[\w@./()+-]+${ending}$`);
const namedFolder = /^(?:apps|packages|infra|e2e|docs)\/[\w@./()+-]+$/;

/** Whether a file of this name stands somewhere: a name may leave out where it begins. */
const exists = (name: string) =>
  existsSync(join(root, name)) || files.some((file) => file.endsWith(`/${name}`));

function missingIn(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8');
  const quoted = [...text.matchAll(/`([^`\s]+)`/g)].map(([, name = '']) => name);
  const named = quoted.filter((name) => namedFile.test(name) || namedFolder.test(name));
  const linked = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, name = '']) => name);
  return [
    ...named.filter((name) => !exists(name)),
    ...linked.filter((name) => !existsSync(join(root, dirname(page), name))),
  ];
}

/** The files that a comment of a source names by a path. */
function missingInComments(source: string): string[] {
  const comments = readFileSync(join(root, source), 'utf8').match(/\/\*[^]*?\*\/|(?<!:)\/\/.*$/gm) ?? [];
  const name = new RegExp(String.raw`(?<![\w/.:@#$-])(?:(?:\(\w+\)|[\w-]+)/)+[\w.-]+\.(?:ts|svelte)\b`, 'g');
  return comments.flatMap((comment) => comment.match(name) ?? []).filter((named) => !exists(named));
}

test('every file that a page of the documentation names is there', () => {
  expect(pages.length).toBeGreaterThan(10);
  expect(pages.flatMap((page) => missingIn(page).map((name) => `${page}: ${name}`))).toEqual([]);
});

test('every file that a comment names is there', () => {
  expect(sources.flatMap((each) => missingInComments(each).map((name) => `${each}: ${name}`))).toEqual([]);
});
