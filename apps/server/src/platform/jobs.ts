import { fromKysely, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Tx } from '@engawa/db/transact';

type Work = (data: unknown) => Promise<void>;

/** Durable jobs in the same PostgreSQL: enqueued inside a transaction, done by the worker. */
export class Jobs {
  readonly #boss: PgBoss;
  readonly #work = new Map<string, Work>();
  readonly #daily = new Map<string, string>();

  constructor(url: string, log: Logger, isWorker: boolean) {
    this.#boss = new PgBoss({
      connectionString: url,
      schema: 'pgboss',
      application_name: 'engawa jobs',
      max: isWorker ? 4 : 2,
      supervise: isWorker,
      schedule: isWorker,
    });
    this.#boss.on('error', (error) => log.warn({ err: error }, 'jobs'));
  }

  /** Names the work of a queue; every process that enqueues or works must know the queue. */
  on(queue: string, work: Work): void {
    this.#work.set(queue, work);
  }

  /** Runs a queue by a cron line in Asia/Tokyo. */
  daily(queue: string, cron: string): void {
    this.#daily.set(queue, cron);
  }

  /** Makes the queues; `works` also takes jobs from them. */
  async start(works: boolean): Promise<void> {
    await this.#boss.start();
    for (const [queue, work] of this.#work) {
      await this.#boss.createQueue(queue, { retryLimit: 5, retryBackoff: true, policy: 'short' });
      if (!works) continue;
      const cron = this.#daily.get(queue);
      if (cron) await this.#boss.schedule(queue, cron, {}, { tz: 'Asia/Tokyo' });
      await this.#boss.work(queue, { pollingIntervalSeconds: 0.5 }, async (jobs) => {
        for (const job of jobs) await work(job.data);
      });
    }
  }

  /** Enqueues in the caller's transaction: rolled back with it, done after it has committed. */
  async add(tx: Tx, queue: string, data: object = {}): Promise<void> {
    await this.#boss.send(queue, data, { db: fromKysely(tx) });
  }

  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: true, timeout: 5000 });
  }
}
