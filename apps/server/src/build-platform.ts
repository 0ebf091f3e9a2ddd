import type { Logger } from 'pino';
import { orgScope } from '@engawa/contract/scopes';
import { connect } from '@engawa/db/connect';
import { listFollowable } from './channels/list-followable.ts';
import type { Env } from './env.ts';
import { systemClock } from './platform/clock.ts';
import { Jobs } from './platform/jobs.ts';
import { redisBus } from './platform/live/bus.ts';
import { Live } from './platform/live/live.ts';
import { hearByPostgres, tellByPostgres } from './platform/live/postgres-bus.ts';
import { headsOf, readAfter, tailReader } from './platform/live/tables.ts';
import { Media } from './platform/livekit/media.ts';
import { Metrics } from './platform/metrics.ts';
import type { Platform } from './platform/platform.ts';
import { ZoneTable } from './platform/zones.ts';
import { standingSessions } from './sessions/standing-sessions.ts';

/** Puts up what the rooms stand on; `isWorker` runs jobs instead of serving people. */
export async function buildPlatform(env: Env, log: Logger, isWorker: boolean) {
  const clock = systemClock(env.clockOffsetMs);
  const metrics = new Metrics();
  const name = `engawa ${env.nodeName}`;
  const { db, sql } = connect(env.databaseUrl, { max: isWorker ? 3 : 10, name });
  // Catching up after a storm must not stand in the way of sending.
  const resume = connect(env.databaseUrl, { max: isWorker ? 1 : 4, name: `${name} resume` });
  const zones = new ZoneTable();
  const followable = listFollowable(resume.db, zones, clock);
  const live = new Live({
    clock,
    log,
    metrics,
    readAfter: (wanted) => readAfter(resume.db, wanted),
    readTail: tailReader(resume.db),
    followable,
    opens: (zone, label) => zones.may(zone, label, 'open'),
  });
  // The labels are read after their scope is followed, so that no change of them is missed.
  for (const [scope, seq] of await headsOf(db, [orgScope])) live.stream.follow(scope, seq);
  await zones.read(db);
  if (env.redisUrl) live.bus = redisBus(env.redisUrl, env.nodeName, live.heard, log);
  else if (isWorker) live.bus = tellByPostgres(sql);
  else await hearByPostgres(sql, live.heard, () => void compareHeads());
  /** What was written while nobody listened. */
  async function compareHeads(): Promise<void> {
    try {
      live.stream.compare(await headsOf(db, live.stream.scopes));
    } catch (error) {
      log.warn({ err: error }, 'heads could not be read');
    }
  }
  const jobs = new Jobs(env.databaseUrl, log, isWorker);
  const media = new Media({
    ...{ env, db, clock, log, zones, metrics },
    standingSessions: (ids) => standingSessions(db, clock, ids),
  });
  const platform: Platform = { env, db, sql, clock, log, live, jobs, media, zones, metrics };
  const close = async () => {
    await media.close();
    await live.close();
    await jobs.stop();
    await Promise.all([db.destroy(), resume.db.destroy()]);
  };
  return { platform, followable, close };
}
