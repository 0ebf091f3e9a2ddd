import { resolve } from 'node:path';
import { z } from 'zod';
import { settings } from '@engawa/server/src/env.ts';
import { about } from '@engawa/server/src/setting-forms.ts';

/** Where the generated page of settings lies. */
export const settingsPagePath = resolve(import.meta.dirname, '../docs/how/settings.md');

/** The page of settings, made from the schema that reads them. */
export function settingsPage(): string {
  const rows = Object.entries(settings.shape).map(([name, field]) => {
    const known = about.get(field);
    if (!known) throw new Error(`${name} has no description`);
    const fallback = known.shown ?? { ja: fixedDefault(field), en: fixedDefault(field) };
    const meaning = `${cell(known.ja)}<br>${cell(known.en)}`;
    const value = fallback.ja === fallback.en ? fallback.ja : `${fallback.ja}<br>${fallback.en}`;
    return `| \`${name}\` | ${cell(value)} | ${meaning} |`;
  });
  return `${head}\n${rows.join('\n')}\n`;
}

const head = `# 設定 / Settings

この頁は \`apps/server/src/env.ts\` から \`node run.js pages\` で作ります。手で直さないでください。
Made from \`apps/server/src/env.ts\` by \`node run.js pages\`. Do not edit by hand.

設定は環境変数で渡します。例: \`PORT=3100 npm start\`。まちがいがあると、すべてを表示して始まりません。
Settings are environment variables, such as \`PORT=3100 npm start\`. When any is wrong, all faults are shown and nothing starts.

| 名前 Name | 既定値 Default | 意味 Meaning |
|---|---|---|`;

function fixedDefault(field: z.ZodType): string {
  if (field instanceof z.ZodPrefault) return String(field.def.defaultValue);
  throw new Error('a setting without a fixed default needs "shown"');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
