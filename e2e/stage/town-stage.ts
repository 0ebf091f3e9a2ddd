import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@engawa/infra/ports';

/** How the folder of a town begins that was made for one run and goes with it. */
export const passing = join(tmpdir(), 'engawa-journeys-');

/**
 * Where the sample town of this run stands. Chosen once and handed on by the environment, so that every
 * worker and the server agree; given from outside, the journeys use a town that runs already.
 */
export async function chooseTownStage(): Promise<void> {
  const { env } = process;
  if (env.ENGAWA_JOURNEYS) return;
  const base = mkdtempSync(passing);
  // As root the database runs under another account, which must be able to walk through.
  chmodSync(base, 0o755);
  const [inside, outside] = [await freePort(), await freePort()];
  env.ENGAWA_JOURNEYS = [join(base, 'data'), inside, outside].join(':');
}

/** The town's data folder and its two listeners: 庁内 and 庁外. */
export function townStage() {
  const [data = '', inside = '', outside = ''] = process.env.ENGAWA_JOURNEYS?.split(':') ?? [];
  return {
    data,
    listen: `lgwan=127.0.0.1:${inside},internet=127.0.0.1:${outside}`,
    origins: { lgwan: `http://127.0.0.1:${inside}`, internet: `http://127.0.0.1:${outside}` },
  };
}
