import { z } from 'zod';
import { MediaState } from '@engawa/contract/media';
import type { Zone } from '@engawa/contract/labels';
import type { App } from '../http/edge.ts';
import type { Me } from '../me.ts';
import type { Platform } from '../platform.ts';
import { zoneOf } from '../zones.ts';
import { readWay } from './way.ts';

type Identify = (cookies: string | undefined, zone: Zone, address: string) => Promise<Me | undefined>;

const Empty = z.string();
const answers = { 200: Empty, 401: Empty, 403: Empty, 404: Empty, 503: Empty };

/** How media is, and why a page could not enter: its client asks when a socket was refused. */
export function mediaRoutes(app: App, { media }: Platform, identify: Identify): void {
  app.get('/api/media', { schema: { response: { 200: MediaState } } }, async () => media.state());

  for (const path of ['/rtc', '/rtc/v1']) {
    app.get(`/media/:identity${path}/validate`, { schema: { response: answers } }, async (request, reply) => {
      void reply.header('cache-control', 'no-store').type('text/plain; charset=utf-8');
      const way = readWay(request.url.replace('/validate', ''));
      if (!way) return reply.status(403).send('');
      const me = await identify(request.headers.cookie, zoneOf(request.raw), request.address);
      if (!me) return reply.status(401).send('');
      if (await media.refusalFor(way, me)) return reply.status(403).send('');
      return reply.status(media.state().state === 'ready' ? 200 : 503).send('');
    });
  }
}
