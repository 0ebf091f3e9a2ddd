import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const never = ['**/node_modules/**', '**/build/**', '**/.svelte-kit/**'];

export default defineConfig({
  test: {
    // Left to itself it keeps one of two cores free, though most files wait for a database or a clock.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'node',
          // Lint and the like start whole programs, on machines of two cores.
          testTimeout: 60_000,
          include: ['{apps/server,packages,infra,e2e}/**/*.test.ts'],
          exclude: [...never, '**/*.db.test.ts', '**/*.start.test.ts', '**/*.svelte.test.ts'],
        },
      },
      {
        test: {
          name: 'database',
          include: ['**/*.db.test.ts'],
          exclude: never,
          globalSetup: './infra/vitest-database.ts',
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        // Whole products, started and killed: they take ports and most of the machine, so one file at a time.
        test: {
          name: 'start',
          include: ['**/*.start.test.ts'],
          exclude: never,
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      './apps/web/vitest.config.ts',
    ],
  },
});
