import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '@engawa/server/src/env.ts';
import type { Zone } from '@engawa/server/src/listen.ts';
import { z } from 'zod';
import { addressOf } from './ready.ts';

const zoneNames: Record<Zone, string> = {
  lgwan: '庁内 / LGWAN',
  internet: 'インターネット / internet',
  guest: 'ゲスト / guest',
};

const demoAccounts = z.array(z.object({ login: z.string(), password: z.string(), name: z.string() }));

/** The lines that greet whoever started the product. */
export function welcome(settings: Settings, database: string, media: string): string[] {
  const { listen, dataDir, logDir, metrics } = settings;
  const addresses = listen.map((listener) => `${addressOf(listener)}（${zoneNames[listener.zone]}）`);
  return [
    '',
    '縁側 Engawa が動いています。 / Engawa is running.',
    ...addresses.map((address) => `  開く   Open      ${address}`),
    `  データ Data      ${dataDir}`,
    `  台帳   Database  ${database}`,
    `  声     Voice     ${media}`,
    `  記録   Logs      ${logDir}`,
    metrics.port
      ? `  計測   Metrics   http://${metrics.host}:${metrics.port}/metrics`
      : '  計測   Metrics   なし / off',
    '  設定   Settings  docs/how/settings.md',
    '  止める Stop      Ctrl+C',
    ...setupCode(dataDir),
    ...accounts(settings),
    '',
  ];
}

function setupCode(dataDir: string): string[] {
  const file = join(dataDir, 'setup-code');
  if (!existsSync(file)) return [];
  return [
    `  準備のコード / Set-up code  ${readFileSync(file, 'utf8').trim()}（画面で入れてください / enter it in the page）`,
  ];
}

function accounts({ dataDir, demo }: Settings): string[] {
  const file = join(dataDir, 'demo-accounts.json');
  if (!demo || !existsSync(file)) return [];
  const list = demoAccounts.parse(JSON.parse(readFileSync(file, 'utf8')));
  return [
    '  見本の町にログインできる人 / Sign in to the sample town as:',
    ...list.map(({ login, password, name }) => `    ${login}  ${password}  ${name}`),
  ];
}
