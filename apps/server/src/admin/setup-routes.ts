import { Done } from '@engawa/contract/base';
import { HallSetUp, OpenSetup, SetUpHall } from '@engawa/contract/setup';
import type { App } from '#platform/http/edge.ts';
import type { Platform } from '#platform/platform.ts';
import { browserOf, enter } from '../sessions/browser-of.ts';
import { checkSetupCode } from '../sessions/setup-code.ts';
import { setUpHall } from './set-up-hall.ts';

/** The first run. Every request carries the one-time code; with an administrator there, all answer already_set_up. */
export function setupRoutes(app: App, platform: Platform): void {
  app.post(
    '/api/setup/open',
    { config: { open: true }, schema: { body: OpenSetup, response: { 200: Done } } },
    async (request) => {
      await checkSetupCode(platform, request.address, request.body.code);
      return {};
    },
  );

  app.post(
    '/api/setup/hall',
    { config: { open: true }, schema: { body: SetUpHall, response: { 200: HallSetUp } } },
    async (request, reply) => {
      const { token, told } = await setUpHall(platform, browserOf(request), request.body);
      enter(request, reply, { token, personId: told.personId });
      return told;
    },
  );
}
