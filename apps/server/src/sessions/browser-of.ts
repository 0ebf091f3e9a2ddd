import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignedIn } from '@engawa/contract/sessions';
import { zoneOf } from '#platform/zones.ts';
import { sessionCookie, tokenIn } from './cookie.ts';
import { deviceOf } from './device.ts';
import type { Browser } from './open-session.ts';
import type { Entered } from './sign-in.ts';

/** The browser a request came from. */
export function browserOf(request: FastifyRequest): Browser {
  const zone = zoneOf(request.raw);
  return {
    zone,
    address: request.address,
    device: deviceOf(request.headers['user-agent']),
    token: tokenIn(request.headers.cookie, zone, true),
  };
}

/** Answers with the cookie of a session that was just opened. */
export function enter(
  request: FastifyRequest,
  reply: FastifyReply,
  { token, personId }: Pick<Entered, 'token' | 'personId'>,
): SignedIn {
  void reply.header('set-cookie', sessionCookie(zoneOf(request.raw), request.headers.origin, token));
  return { personId };
}
