import { sql } from 'kysely';
import { z } from 'zod';
import type { App } from './edge.ts';
import type { Platform } from '../platform.ts';

const patienceMs = 2000;

const Health = z.object({ status: z.enum(['ok', 'unavailable']) });

/** live: the process answers. ready: it may be sent people, database included. */
export function healthRoutes(app: App, platform: Platform, isReady: () => boolean): void {
  app.get('/health/live', { config: { open: true }, schema: { response: { 200: Health } } }, async () => ({
    status: 'ok' as const,
  }));
  app.get(
    '/health/ready',
    { config: { open: true }, schema: { response: { 200: Health, 503: Health } } },
    async (_request, reply) => {
      if (!isReady()) return reply.status(503).send({ status: 'unavailable' });
      const answers = sql`select 1`.execute(platform.db).then(
        () => true,
        () => false,
      );
      // A pool whose every connection hangs answers nothing at all.
      const silence = new Promise<false>((resolve) => setTimeout(resolve, patienceMs, false).unref());
      if (await Promise.race([answers, silence])) return { status: 'ok' as const };
      return reply.status(503).send({ status: 'unavailable' });
    },
  );
}
