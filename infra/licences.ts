import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '..');

const entry = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  link: z.boolean().optional(),
  dev: z.boolean().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  devDependencies: z.record(z.string(), z.string()).optional(),
});
const lockfile = z.object({ packages: z.record(z.string(), entry) });

/** A package that reaches the city's machines or its browsers. */
export type Shipped = { name: string; version: string; licence: string };

/** What the packages that only build or test the pages are called in apps/web. */
const tools = /^(@types\/|vite$|fake-indexeddb$|@sveltejs\/(adapter|vite)|@tailwindcss\/vite$)/;

// Their package.json names no licence; this is what the LICENSE file inside says.
const readByHand: Record<string, string> = { 'xmlhttprequest-ssl': 'MIT' };

const accepted = new Set([
  'Python-2.0',
  ...[
    'MIT',
    'ISC',
    '0BSD',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'Apache-2.0',
    'BlueOak-1.0.0',
    'Unlicense',
    'CC0-1.0',
  ],
  // Fonts may be served with the pages; they are not changed.
  'OFL-1.1',
  // libvips, a shared library beside sharp that anybody can replace.
  'LGPL-3.0-or-later',
  // ical.js: a library of files of its own, that are not changed.
  'MPL-2.0',
]);

/** Whether an SPDX expression leaves a licence that we accept. */
export function isAccepted(expression: string): boolean {
  const plain = expression.replaceAll(/[()]/g, '');
  return plain
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((licence) => accepted.has(licence.trim())));
}

/** Every package that is installed for production or built into the pages, from the lockfile. */
export function shippedPackages(): Shipped[] {
  const { packages } = lockfile.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const inPages = pageClosure(packages);
  const found = new Map<string, Shipped>();
  for (const [path, { version = '', license, link, dev }] of Object.entries(packages)) {
    const at = path.lastIndexOf('node_modules/');
    if (at < 0 || link) continue;
    const name = path.slice(at + 'node_modules/'.length);
    if (dev && !inPages.has(path)) continue;
    found.set(`${name}@${version}`, { name, version, licence: license ?? readByHand[name] ?? '' });
  }
  return [...found.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

function pageClosure(packages: Record<string, z.infer<typeof entry>>): Set<string> {
  const { dependencies = {}, devDependencies = {} } = packages['apps/web'] ?? {};
  const waiting = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !tools.test(name));
  const seen = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const path = `node_modules/${name}`;
    if (seen.has(path)) continue;
    seen.add(path);
    waiting.push(...Object.keys(packages[path]?.dependencies ?? {}));
  }
  return seen;
}
