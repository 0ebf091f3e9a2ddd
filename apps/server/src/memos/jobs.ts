import type { Jobs } from '../platform/jobs.ts';
import type { Platform } from '../platform/platform.ts';
import { passOverdue } from './pass-overdue.ts';

/** Due times stand in the database and are looked for every minute, so that a restart forgets none. */
export function memoJobs(jobs: Jobs, platform: Platform): void {
  jobs.on('memos.overdue', async () => {
    const passed = await passOverdue(platform);
    if (passed > 0) platform.log.info({ passed }, 'memos past their time');
  });
  jobs.daily('memos.overdue', '* * * * *');
}
