import { z } from 'zod';
import { Meter, MeterQuery } from '@engawa/contract/meter';
import { AppError } from '#platform/errors.ts';
import { meOf, type App } from '#platform/http/edge.ts';
import type { Platform } from '#platform/platform.ts';
import { meterCsv } from './present.ts';
import { readMeter } from './read-meter.ts';

export function meterRoutes(app: App, platform: Platform): void {
  app.get(
    '/api/meter',
    { schema: { querystring: MeterQuery, response: { 200: Meter } } },
    async (request) => {
      const meter = await readMeter(platform, meOf(request), request.query.year);
      if (!meter) throw new AppError('not_found');
      return meter;
    },
  );

  app.get(
    '/api/meter.csv',
    {
      config: { gives: 'text/csv' },
      schema: { querystring: MeterQuery, response: { 200: z.string() } },
      serializerCompiler: () => String,
    },
    async (request, reply) => {
      const meter = await readMeter(platform, meOf(request), request.query.year);
      if (!meter) throw new AppError('not_found');
      void reply.type('text/csv; charset=utf-8');
      void reply.header('content-disposition', `attachment; filename="meter-${meter.year}.csv"`);
      return reply.send(meterCsv(meter));
    },
  );
}
