import type { Jobs } from '../platform/jobs.ts';
import type { Platform } from '../platform/platform.ts';
import { followSections } from './follow-sections.ts';

/** Posts begin and end at midnight, so the channels of sections are compared every morning too. */
export function channelJobs(jobs: Jobs, platform: Platform): void {
  jobs.on('channels.follow-sections', async () => {
    const done = await followSections(platform);
    platform.log.info(done, 'channels follow the sections');
  });
  jobs.daily('channels.follow-sections', '5 0 * * *');
}
