import type { Database, Pool } from '@engawa/db/connect';
import type { Logger } from 'pino';
import type { Env } from '../env.ts';
import type { Clock } from './clock.ts';
import type { Jobs } from './jobs.ts';
import type { Live } from './live/live.ts';
import type { Media } from './livekit/media.ts';
import type { Metrics } from './metrics.ts';
import type { ZoneTable } from './zones.ts';

/** What every room stands on. */
export type Platform = {
  readonly env: Env;
  readonly db: Database;
  /** The pool below `db`, for the few statements that are written by hand for speed. */
  readonly sql: Pool;
  readonly clock: Clock;
  readonly log: Logger;
  readonly live: Live;
  readonly jobs: Jobs;
  readonly media: Media;
  readonly zones: ZoneTable;
  readonly metrics: Metrics;
};
