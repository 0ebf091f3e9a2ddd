import { OpenSetup, SampleTownFilled } from '@engawa/contract/setup';
import { AppError } from '#platform/errors.ts';
import type { App } from '#platform/http/edge.ts';
import type { Platform } from '#platform/platform.ts';
import { checkSetupCode, removeSetupFile } from '../sessions/setup-code.ts';
import { fillSampleTown } from './fill-sample-town.ts';

/** 見本の町でためす: instead of setting up one's own hall, with the same one-time code. */
export function townRoutes(app: App, platform: Platform): void {
  app.post(
    '/api/setup/sample-town',
    { config: { open: true }, schema: { body: OpenSetup, response: { 200: SampleTownFilled } } },
    async (request) => {
      await checkSetupCode(platform, request.address, request.body.code);
      const accounts = await fillSampleTown(platform);
      if (!accounts) throw new AppError('already_set_up');
      await removeSetupFile(platform);
      return { accounts };
    },
  );
}
