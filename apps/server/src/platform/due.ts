import type { Database } from '@engawa/db/connect';
import { transact, type Tx } from '@engawa/db/transact';
import type { Platform } from './platform.ts';

const everyMs = 500;
const putOffMs = 10_000;

/** Rows that time itself changes: each holds the moment at which it wants to be looked at. */
export type DueRows<Row extends { id: string }> = {
  /** For the log. */
  what: string;
  /** One row whose time has come, held until the commit; what another node works on is passed over. */
  take: (tx: Tx, now: Date) => Promise<Row | undefined>;
  run: (tx: Tx, platform: Platform, row: Row) => Promise<void>;
  putOff: (db: Database, id: string, until: Date) => Promise<void>;
};

/** Looks regularly for rows whose time has come. The times are in the database, so a restart forgets none. */
export function watchDueOf<Row extends { id: string }>(
  platform: Platform,
  rows: DueRows<Row>,
): () => Promise<void> {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= runDueOf(platform, rows)
      .catch((error: unknown) =>
        platform.log.warn({ err: error, what: rows.what }, 'what is due could not be read; trying again'),
      )
      .finally(() => (running = undefined));
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/** Does all that is due now, one row a transaction. One that fails is put off, and keeps no other waiting. */
export async function runDueOf<Row extends { id: string }>(
  platform: Platform,
  { what, take, run, putOff }: DueRows<Row>,
): Promise<void> {
  for (;;) {
    const due: { row?: Row } = {};
    try {
      await transact(platform.db, async (tx) => {
        const row = await take(tx, platform.clock.now());
        if (!row) return;
        due.row = row;
        await run(tx, platform, row);
      });
    } catch (error) {
      if (!due.row) throw error;
      platform.log.error({ err: error, id: due.row.id, what }, 'what is due could not be done');
      await putOff(platform.db, due.row.id, new Date(platform.clock.now().getTime() + putOffMs));
    }
    if (!due.row) return;
  }
}
