import { buildPlatform } from './build-platform.ts';
import { channelJobs } from './channels/jobs.ts';
import { readEnv, SettingFaults } from './env.ts';
import { memoJobs } from './memos/jobs.ts';
import { pruneEvents } from './platform/live/tables.ts';
import { pruneMedia } from './platform/livekit/tables.ts';
import { openLog } from './platform/log.ts';

const dayMs = 86_400_000;
/** Who was let in where is of use while something may have to be looked into, no longer. */
const mediaKeepDays = 14;

try {
  const env = readEnv();
  const log = await openLog(env, 'worker');
  const { platform, close } = await buildPlatform(env, log, true);
  const { jobs, db, clock } = platform;
  channelJobs(jobs, platform);
  memoJobs(jobs, platform);
  jobs.on('events.prune', async () => {
    const gone = await pruneEvents(db, new Date(clock.now().getTime() - env.eventKeepDays * dayMs));
    log.info({ gone }, 'old events removed');
  });
  jobs.daily('events.prune', '30 3 * * *');
  jobs.on('media.prune', () => pruneMedia(db, new Date(clock.now().getTime() - mediaKeepDays * dayMs)));
  jobs.daily('media.prune', '40 3 * * *');
  await jobs.start(true);
  log.info('working');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void close().finally(() => process.exit(0)));
  }
} catch (error) {
  process.stderr.write(error instanceof SettingFaults ? `${error.message}\n` : `${String(error)}\n`);
  process.exit(1);
}
