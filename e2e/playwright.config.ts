import { defineConfig } from '@playwright/test';
import { chromium } from '@engawa/infra/chromium';
import { chooseTownStage, townStage } from './stage/town-stage.ts';

await chooseTownStage();

const apart =
  /(axe|screenshots|first-run|hostile-names|two-people|cluster|calls|passing|counter-help)\.journey\.ts$/;

export default defineConfig({
  testDir: './journeys',
  testMatch: '**/*.journey.ts',
  outputDir: '../test-results/journeys',
  // Stories of the town touch the same people and rooms, so one of them goes at a time, beside one of those
  // that only look or have a house of their own.
  workers: 2,
  projects: [
    { name: 'town', testIgnore: apart, workers: 1 },
    { name: 'apart', testMatch: apart, workers: 1 },
  ],
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  webServer: {
    command: `"${process.execPath}" stage/serve-town.ts`,
    url: `${townStage().origins.lgwan}/health/ready`,
    timeout: 300_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 40_000 },
    // The port is a fresh one, unless somebody names a town that runs already.
    reuseExistingServer: true,
    stdout: 'ignore',
    stderr: 'pipe',
  },
  use: {
    browserName: 'chromium',
    launchOptions: chromium,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    viewport: { width: 1366, height: 768 },
    actionTimeout: 15_000,
    screenshot: 'only-on-failure',
  },
});
