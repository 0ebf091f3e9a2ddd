import { sql } from 'kysely';
import { z } from 'zod';
import type { App } from './edge.ts';
import type { Platform } from '../platform.ts';

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
      const answers = await sql`select 1`.execute(platform.db).then(
        () => true,
        () => false,
      );
      if (answers && isReady()) return { status: 'ok' as const };
      return reply.status(503).send({ status: 'unavailable' });
    },
  );
}
