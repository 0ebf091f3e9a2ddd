import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import { transact } from '@engawa/db/transact';
import { Done, Id } from '@engawa/contract/base';
import {
  EnterPlace,
  PinState,
  PlaceQuery,
  Places,
  PlaceView,
  RegisterPlace,
  SetPin,
} from '@engawa/contract/places';
import { SignedIn } from '@engawa/contract/sessions';
import { z } from 'zod';
import { AppError } from '#platform/errors.ts';
import { meOf, type App } from '#platform/http/edge.ts';
import type { Platform } from '#platform/platform.ts';
import { zoneOf } from '#platform/zones.ts';
import { endHelp } from '../help-calls/answer-help.ts';
import { beginHelp } from '../help-calls/ask-help.ts';
import { browserOf, enter } from '../sessions/browser-of.ts';
import { endSessionHere } from './end-session-here.ts';
import { listPlaces } from './manage-places.ts';
import { placeCookie } from './place-cookie.ts';
import { placeGate } from './place-gate.ts';
import { isAtPlace, mayManage, sessionMs } from './policy.ts';
import { prolong, sectionsOfPlaces } from './queries.ts';
import { registerPlace } from './register-place.ts';
import { readPin, setPin } from './set-pin.ts';
import { takeOver } from './take-over.ts';
import { viewPlace } from './view-place.ts';

const nothing = z.strictObject({});

/** A page that knows how it stands is held so long; each turn asks anew whether it is a place still. */
const held = { turns: 8, everyMs: 800 };

export function placeRoutes(app: App, platform: Platform, isClosing: () => boolean): void {
  const { db, clock } = platform;
  const placeOf = placeGate(platform);
  // Open to no person's session: the gate of places stands in front of each, before its input is looked at.
  const open = {
    config: { open: true },
    onRequest: async (request: FastifyRequest) => {
      await placeOf(request);
    },
  };

  app.get(
    '/api/place',
    { ...open, schema: { querystring: PlaceQuery, response: { 200: PlaceView } } },
    async (request) => {
      const zone = zoneOf(request.raw);
      const { token } = browserOf(request);
      if (token) await endSessionHere(platform, (await placeOf(request)).id, token);
      for (let turn = 0; ; turn += 1) {
        const view = await viewPlace(platform, await placeOf(request), zone);
        const isNews = view.mark !== request.query.mark;
        if (isNews || turn >= held.turns || isClosing() || request.raw.destroyed) return view;
        await pause(held.everyMs);
      }
    },
  );

  app.post(
    '/api/place/register',
    { config: { open: true }, schema: { body: RegisterPlace, response: { 200: Done } } },
    async (request, reply) => {
      const token = await registerPlace(platform, browserOf(request), request.body.code);
      void reply.header('set-cookie', placeCookie(zoneOf(request.raw), request.headers.origin, token));
      return {};
    },
  );

  app.post(
    '/api/place/enter',
    { ...open, schema: { body: EnterPlace, response: { 200: SignedIn } } },
    async (request, reply) => {
      const place = await placeOf(request);
      return enter(request, reply, await takeOver(platform, browserOf(request), place, request.body));
    },
  );

  app.post(
    '/api/place/help',
    { ...open, schema: { body: nothing, response: { 200: Done } } },
    async (request) => {
      const place = await placeOf(request);
      const [section] = await sectionsOfPlaces(db, [place.id]);
      if (!section) throw new AppError('not_found');
      const wanted = { sectionId: section.sectionId, place: place.name };
      await transact(db, (tx) =>
        beginHelp(tx, platform, { placeId: place.id, placeName: place.name }, wanted),
      );
      return {};
    },
  );

  app.post(
    '/api/place/help/withdraw',
    { ...open, schema: { body: z.strictObject({ id: Id }), response: { 200: Done } } },
    async (request) => {
      const { id, name } = await placeOf(request);
      await transact(db, (tx) => endHelp(tx, platform, { placeId: id, placeName: name }, request.body.id));
      return {};
    },
  );

  /** The person who took it over still uses it. */
  app.post('/api/place/stay', { schema: { body: nothing, response: { 200: Done } } }, async (request) => {
    const me = meOf(request);
    if (!isAtPlace(me)) throw new AppError('not_allowed');
    await prolong(db, me.sessionId, new Date(clock.now().getTime() + sessionMs));
    return {};
  });

  app.get('/api/places', { schema: { response: { 200: Places } } }, async (request) => {
    if (!mayManage(meOf(request))) throw new AppError('not_found');
    return listPlaces(db);
  });

  app.get('/api/pin', { schema: { response: { 200: PinState } } }, (request) =>
    readPin(platform, meOf(request)),
  );

  app.post('/api/pin', { schema: { body: SetPin, response: { 200: PinState } } }, (request) =>
    setPin(platform, meOf(request), request.body),
  );
}
