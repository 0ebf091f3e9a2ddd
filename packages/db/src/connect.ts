import { CamelCasePlugin, Kysely } from 'kysely';
import type Postgres from 'postgres';
import { poolDialect } from './dialect.ts';
import { postgres } from './driver.ts';
import type { DB } from './schema.generated.ts';

export type Database = Kysely<DB>;

/** The pool below a database, for the few statements that are written by hand for speed. */
export type Pool = Postgres.Sql;

/** What the driver writes as JSON. */
export type Json = Postgres.JSONValue;

export type ConnectOptions = {
  /** Connections kept at most. */
  max?: number;
  /** Shown in pg_stat_activity. */
  name?: string;
  /** Milliseconds after which the server gives a statement up. */
  statementTimeoutMs?: number;
};

/**
 * Opens a pool on `url`. bigint and count arrive as numbers (all ours stay below 2^53), `date` as text.
 * Connections are made on first use, so an unreachable server fails the query, not the call.
 */
export function connect(url: string, options: ConnectOptions = {}): { db: Database; sql: Pool } {
  const sql = postgres(url, {
    max: options.max ?? 10,
    connect_timeout: 3,
    keep_alive: 5,
    // The default waits up to 20 s once a few attempts have failed, and all connections share the count.
    backoff: (tries) => Math.min(0.05 * tries, 0.5),
    onnotice: () => {},
    types: {
      bigint: { to: 20, from: [20], parse: Number, serialize: String },
      date: { to: 1082, from: [1082], parse: (text: string) => text, serialize: (text: string) => text },
    },
    connection: {
      application_name: options.name ?? 'engawa',
      statement_timeout: options.statementTimeoutMs ?? 10_000,
      lock_timeout: 5_000,
      idle_in_transaction_session_timeout: 15_000,
      TimeZone: 'UTC',
    },
  });
  const db = new Kysely<DB>({
    dialect: poolDialect(sql),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  return { db, sql };
}
