import { z } from 'zod';
import {
  Activate,
  ChangePassword,
  CheckCode,
  OwnSession,
  SignedIn,
  SignIn,
  Welcome,
} from '@engawa/contract/sessions';
import { Done } from '@engawa/contract/base';
import { readHall } from '#platform/hall.ts';
import { meOf, type App } from '#platform/http/edge.ts';
import type { Platform } from '#platform/platform.ts';
import { zoneOf } from '#platform/zones.ts';
import { activate, checkCode } from './activate.ts';
import { changePassword } from './change-password.ts';
import { browserOf, enter } from './browser-of.ts';
import { sessionCookie } from './cookie.ts';
import { makeIdentify } from './identify.ts';
import { listSessions } from './list-sessions.ts';
import { hasAdministrator } from './queries.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';

export function sessionRoutes(app: App, platform: Platform): void {
  const identify = makeIdentify(platform);

  /** What the page knows before anybody has signed in. */
  app.get(
    '/api/welcome',
    { config: { open: true }, schema: { response: { 200: Welcome } } },
    async (request) => {
      const zone = zoneOf(request.raw);
      const hall = await readHall(platform.db);
      return {
        hallName: hall.hallName,
        helpLine: hall.helpLine,
        zone,
        needsSetup: !(await hasAdministrator(platform.db)),
        signedIn: (await identify(request.headers.cookie, zone, request.address)) !== undefined,
      };
    },
  );

  app.post(
    '/api/sign-in',
    { config: { open: true }, schema: { body: SignIn, response: { 200: SignedIn } } },
    async (request, reply) => enter(request, reply, await signIn(platform, browserOf(request), request.body)),
  );

  app.post(
    '/api/activate/check',
    { config: { open: true }, schema: { body: CheckCode, response: { 200: Done } } },
    async (request) => {
      await checkCode(platform, browserOf(request), request.body);
      return {};
    },
  );

  app.post(
    '/api/activate',
    { config: { open: true }, schema: { body: Activate, response: { 200: SignedIn } } },
    async (request, reply) =>
      enter(request, reply, await activate(platform, browserOf(request), request.body)),
  );

  app.post('/api/sign-out', { schema: { response: { 200: Done } } }, async (request, reply) => {
    const me = meOf(request);
    await signOut(platform, me);
    void reply.header('set-cookie', sessionCookie(me.zone, request.headers.origin, ''));
    return {};
  });

  app.post(
    '/api/password',
    { schema: { body: ChangePassword, response: { 200: Done } } },
    async (request) => {
      await changePassword(platform, meOf(request), request.body);
      return {};
    },
  );

  app.get('/api/sessions', { schema: { response: { 200: z.array(OwnSession) } } }, async (request) => {
    const me = meOf(request);
    return listSessions(platform, me.personId, me.sessionId);
  });
}
