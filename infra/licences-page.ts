import { resolve } from 'node:path';
import { shippedPackages } from './licences.ts';

/** Where the generated list of licences lies. */
export const licencesPagePath = resolve(import.meta.dirname, '../docs/licences.md');

/** The list of everything that is shipped, with its licence. */
export function licencesPage(): string {
  const rows = shippedPackages().map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`);
  return `${head}\n${rows.join('\n')}\n`;
}

const head = `# 使っている部品とライセンス / Packages and licences

\`package-lock.json\` から \`node run.js pages\` で作ります。手で直さないでください。
Made from \`package-lock.json\` by \`node run.js pages\`. Do not edit by hand.

庁内の機械で動くもの、またはブラウザーに届くもの。PostgreSQL は PostgreSQL License です。
What runs on the hall's machines or reaches its browsers. PostgreSQL itself is under the PostgreSQL License.

| 部品 Package | 版 Version | ライセンス Licence |
|---|---|---|`;
