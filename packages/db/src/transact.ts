import type { Transaction } from 'kysely';
import type { Database } from './connect.ts';
import type { DB } from './schema.generated.ts';

/** A transaction that also keeps what must happen in the world once it has committed. */
export type Tx = Transaction<DB> & { after(effect: () => void): void };

/**
 * Runs `work` in one transaction (read committed). Effects given to `tx.after` run in order once the
 * commit is known; a rollback, or a connection that dies in the commit, runs none.
 */
export async function transact<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  const effects: (() => void)[] = [];
  const result = await db
    .transaction()
    .execute((trx) => work(Object.assign(trx, { after: (effect: () => void) => void effects.push(effect) })));
  for (const effect of effects) effect();
  return result;
}
