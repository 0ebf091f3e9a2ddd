import type { IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Id } from '@engawa/contract/base';
import { Directory, DirectoryPerson, PersonCard, SlipPerson } from '@engawa/contract/people';
import { businessDay } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import { meOf, type App } from '#platform/http/edge.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { mayImport } from './policy.ts';
import { DirectoryCache } from './directory-cache.ts';
import { cardDetails, directoryJson, directoryPerson, peopleForSlips, photoBytes } from './queries.ts';
import { addPhoto } from './set-photo.ts';

const MOST_PHOTO_BYTES = 10 * 1024 * 1024;
const forEver = 'private, max-age=31536000, immutable';

export function peopleRoutes(app: App, platform: Platform): void {
  const cache = new DirectoryCache(platform);

  app.get('/api/people', { schema: { response: told(Directory) } }, async (request, reply) =>
    sendDirectory(meOf(request), request.headers, reply),
  );

  async function sendDirectory(
    me: Me,
    asked: IncomingHttpHeaders,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    void reply.type('application/json; charset=utf-8').header('cache-control', 'private, no-cache');
    if (me.zone === 'guest') {
      const today = businessDay(platform.clock.now());
      const shown = { to: me.personId, opens: platform.zones.opens(me.zone) };
      return reply.send(Buffer.from(await directoryJson(platform.db, today, shown)));
    }
    const { etag, gzipped } = await cache.read();
    void reply.header('etag', etag).header('vary', 'accept-encoding');
    if (asked['if-none-match'] === etag) return reply.status(304).send();
    if (!/\bgzip\b/.test(String(asked['accept-encoding']))) return reply.send(gunzipSync(gzipped));
    return reply.header('content-encoding', 'gzip').send(gzipped);
  }

  app.get('/api/people/slips', { schema: { response: { 200: z.array(SlipPerson) } } }, async (request) => {
    if (!mayImport(meOf(request))) throw new AppError('not_allowed');
    return peopleForSlips(platform.db, null, businessDay(platform.clock.now()));
  });

  app.get(
    '/api/people/:id',
    { schema: { params: z.strictObject({ id: Id }), response: { 200: PersonCard } } },
    async (request) => {
      const { id } = request.params;
      if (meOf(request).zone === 'guest') throw new AppError('not_found');
      const today = businessDay(platform.clock.now());
      const [person, details] = await Promise.all([
        directoryPerson(platform.db, id, today),
        cardDetails(platform.db, id),
      ]);
      if (!details) throw new AppError('not_found');
      const shown = DirectoryPerson.parse(person);
      if (shown.former) return { ...shown, staffNo: '', directLine: null, email: null, sharing: [] };
      return { ...shown, ...details };
    },
  );

  app.get(
    '/api/photos/:hash/:size',
    {
      config: { gives: 'image/webp' },
      schema: {
        params: z.strictObject({
          hash: z.string().regex(/^[0-9a-f]{64}$/),
          size: z.enum(['small', 'large']),
        }),
      },
    },
    async (request, reply) => {
      const bytes = await photoBytes(platform.db, request.params.hash, request.params.size);
      if (!bytes) throw new AppError('not_found');
      return reply.type('image/webp').header('cache-control', forEver).send(bytes);
    },
  );

  void app.register(async (inner) => {
    inner.addContentTypeParser(/^image\//, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    inner.post(
      '/api/me/photo',
      {
        config: { upload: true },
        bodyLimit: MOST_PHOTO_BYTES,
        schema: { response: { 200: DirectoryPerson } },
      },
      async (request) => {
        if (!Buffer.isBuffer(request.body)) throw new AppError('not_an_image');
        return addPhoto(platform, meOf(request), request.body);
      },
    );
  });
}

// The answer is JSON text that PostgreSQL wrote: the schema only tells the reader what is in it.
function told(schema: z.ZodType): Record<string, z.ZodType<unknown>> {
  return { 200: schema };
}
