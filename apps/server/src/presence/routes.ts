import type { FastifyRequest } from 'fastify';
import { CalendarPreview, PlanPreview, Repeats } from '@engawa/contract/presence';
import { AppError } from '#platform/errors.ts';
import { meOf, type App } from '#platform/http/edge.ts';
import type { Platform } from '#platform/platform.ts';
import { importCalendar, lookAtCalendar } from './plans/import-calendar.ts';
import { importPlans, lookAtPlans } from './plans/import-plans.ts';
import { repeatsOf } from './queries.ts';

const MOST_PLAN_BYTES = 5 * 1024 * 1024;

export function presenceRoutes(app: App, platform: Platform): void {
  app.get('/api/presence/repeats', { schema: { response: { 200: Repeats } } }, async (request) =>
    Repeats.parse(await repeatsOf(platform.db, meOf(request).personId)),
  );

  void app.register(async (inner) => {
    inner.addContentTypeParser(
      ['application/octet-stream', 'text/csv', 'text/calendar'],
      { parseAs: 'buffer' },
      (_request, body, done) => done(null, body),
    );
    const upload = { config: { upload: true }, bodyLimit: MOST_PLAN_BYTES };
    const options = { ...upload, schema: { response: { 200: PlanPreview } } };
    inner.post('/api/presence/plans/preview', options, async (request) => {
      const { preview } = await lookAtPlans(platform, meOf(request), fileOf(request));
      return preview;
    });
    inner.post('/api/presence/plans', options, async (request) =>
      importPlans(platform, meOf(request), fileOf(request)),
    );
    const own = { ...upload, schema: { response: { 200: CalendarPreview } } };
    inner.post('/api/presence/calendar/preview', own, async (request) =>
      lookAtCalendar(platform, fileOf(request)),
    );
    inner.post('/api/presence/calendar', own, async (request) =>
      importCalendar(platform, meOf(request), fileOf(request)),
    );
  });
}

function fileOf({ body }: Pick<FastifyRequest, 'body'>): Buffer {
  if (!Buffer.isBuffer(body)) throw new AppError('not_a_plan');
  return body;
}
