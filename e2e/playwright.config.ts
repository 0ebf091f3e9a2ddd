import { defineConfig } from '@playwright/test';
import { chromium } from '@engawa/infra/chromium';

export default defineConfig({
  testDir: './journeys',
  testMatch: '**/*.journey.ts',
  outputDir: '../test-results/journeys',
  // Journeys start whole products on a small machine, so one goes at a time.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  use: {
    browserName: 'chromium',
    launchOptions: chromium,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    viewport: { width: 1366, height: 768 },
    trace: 'retain-on-failure',
  },
});
