import type { FastifyReply, FastifyRequest } from 'fastify';
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
import { sessionCookie, tokenIn } from './cookie.ts';
import { deviceOf } from './device.ts';
import { makeIdentify } from './identify.ts';
import type { Browser } from './open-session.ts';
import { presentSession } from './present.ts';
import { hasAdministrator, sessionsOf } from './queries.ts';
import { signIn, type Entered } from './sign-in.ts';
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
        signedIn: (await identify(request.headers.cookie, zone, request.ip)) !== undefined,
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
    const rows = await sessionsOf(platform.db, me.personId, platform.clock.now());
    return rows.map((row) => presentSession(row, me.sessionId));
  });
}

/** The browser a request came from. */
export function browserOf(request: FastifyRequest): Browser {
  const zone = zoneOf(request.raw);
  return {
    zone,
    address: request.ip,
    device: deviceOf(request.headers['user-agent']),
    token: tokenIn(request.headers.cookie, zone, true),
  };
}

/** Answers with the cookie of a session that was just opened. */
export function enter(request: FastifyRequest, reply: FastifyReply, { token, personId }: Entered): SignedIn {
  void reply.header('set-cookie', sessionCookie(zoneOf(request.raw), request.headers.origin, token));
  return { personId };
}
