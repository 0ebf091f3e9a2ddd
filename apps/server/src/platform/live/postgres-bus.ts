import type { Pool } from '@engawa/db/connect';
import type { Bus } from './bus.ts';

const channel = 'engawa_poke';
/** A notification carries less than 8,000 bytes. */
const scopesAtOnce = 100;

/**
 * Without Redis, the worker and commands in the terminal tell the server by NOTIFY what they wrote. They
 * write seldom, and only after the commit: inside it, the lock that NOTIFY takes would hold everybody up.
 */
export function tellByPostgres(pool: Pool): Bus {
  return {
    poke(scopes) {
      for (let from = 0; from < scopes.length; from += scopesAtOnce) {
        // A poke that gets lost is made good when the listener compares heads.
        pool.notify(channel, scopes.slice(from, from + scopesAtOnce).join(' ')).catch(() => {});
      }
    },
    close: async () => {},
  };
}

/** Listens for what other processes wrote; `back` runs whenever listening begins anew after a cut. */
export async function hearByPostgres(
  pool: Pool,
  heard: (poke: string) => void,
  back: () => void,
): Promise<void> {
  await pool.listen(
    channel,
    (text) => {
      for (const poke of text.split(' ')) if (poke.length <= 64) heard(poke);
    },
    back,
  );
}
