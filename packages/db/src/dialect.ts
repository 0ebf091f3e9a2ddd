import {
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type Postgres from 'postgres';

type Runner = Pick<Postgres.Sql, 'unsafe'>;

const changing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

/** Thrown inside postgres.js to make it roll back; nobody else sees it. */
class RolledBack extends Error {}

/**
 * Runs statements on the pool, and a transaction on one connection of it. Connections are never lent out
 * by sql.reserve(): it loses waiting callers and places in the pool when a connection dies.
 */
class Connection implements DatabaseConnection {
  readonly #pool: Postgres.Sql;
  #transaction: { sql: Runner; end: PromiseWithResolvers<void>; outcome: Promise<void> } | undefined;

  constructor(pool: Postgres.Sql) {
    this.#pool = pool;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const on: Runner = this.#transaction?.sql ?? this.#pool;
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the boundary: Kysely vouches for its parameters
    const values = [...parameters] as Postgres.ParameterOrJSON<never>[];
    const result = await on.unsafe<R[] & Postgres.Row[]>(sql, values, { prepare: true });
    const rows = Array.from(result.values());
    return changing.has(result.command) ? { numAffectedRows: BigInt(result.count), rows } : { rows };
  }

  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('statements are not streamed here');
  }

  async begin({ isolationLevel, accessMode }: TransactionSettings): Promise<void> {
    const begun = Promise.withResolvers<Runner>();
    const end = Promise.withResolvers<void>();
    const kind = [isolationLevel && `isolation level ${isolationLevel}`, accessMode]
      .filter(Boolean)
      .join(' ');
    const outcome = this.#pool.begin(kind, async (sql) => {
      begun.resolve(sql);
      await end.promise;
    });
    // A connection that dies before the transaction has begun ends the waiting too.
    outcome.catch(begun.reject);
    this.#transaction = { sql: await begun.promise, end, outcome: outcome.then(() => {}) };
    this.#transaction.outcome.catch(() => {});
  }

  async commit(): Promise<void> {
    const transaction = this.#transaction;
    this.#transaction = undefined;
    transaction?.end.resolve();
    await transaction?.outcome;
  }

  async rollback(): Promise<void> {
    const transaction = this.#transaction;
    this.#transaction = undefined;
    transaction?.end.reject(new RolledBack());
    await transaction?.outcome.catch(() => {});
  }
}

class PoolDriver implements Driver {
  readonly #pool: Postgres.Sql;

  constructor(pool: Postgres.Sql) {
    this.#pool = pool;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<Connection> {
    return new Connection(this.#pool);
  }

  async beginTransaction(connection: Connection, settings: TransactionSettings): Promise<void> {
    await connection.begin(settings);
  }

  async commitTransaction(connection: Connection): Promise<void> {
    await connection.commit();
  }

  async rollbackTransaction(connection: Connection): Promise<void> {
    await connection.rollback();
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    await this.#pool.end({ timeout: 2 });
  }
}

/** Kysely on a pool of postgres.js. */
export function poolDialect(pool: Postgres.Sql): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PoolDriver(pool),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}
