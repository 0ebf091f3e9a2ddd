import { svelte } from '@sveltejs/vite-plugin-svelte';
import tailwindcss from '@tailwindcss/vite';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { mediaCommands } from './media-commands.ts';

const launchOptions = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    ...['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    // A microphone and a camera that need nobody to allow them, and voices that stay in this machine.
    ...['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
    ...['--allow-loopback-in-peer-connection', '--mute-audio'],
  ],
};

export default defineConfig({
  test: {
    testTimeout: 8000,
    projects: [
      {
        plugins: [svelte()],
        test: {
          name: 'web',
          environment: 'node',
          include: ['src/**/*.test.ts'],
          exclude: ['src/**/*.svelte.test.ts', 'src/**/*.db.test.ts'],
        },
      },
      {
        plugins: [tailwindcss(), svelte()],
        test: {
          name: 'web in chromium',
          include: ['src/**/*.svelte.test.ts'],
          setupFiles: ['test/page.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            commands: mediaCommands,
            provider: playwright({ launchOptions }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
