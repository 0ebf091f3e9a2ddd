import { z } from 'zod';
import { ListOptions } from '@engawa/contract/people';
import { ListPreview, UploadedList } from '@engawa/contract/phone-list';
import { AppError } from '#platform/errors.ts';
import { meOf, type App } from '#platform/http/edge.ts';
import type { Platform } from '#platform/platform.ts';
import { listWork, receiveList } from './look-at-list.ts';
import { runListWorker } from './run-list-worker.ts';

const MOST_LIST_BYTES = 20 * 1024 * 1024;

const DoubtfulRows = ListOptions.extend({
  language: z.enum(['ja', 'en']),
  encoding: z.enum(['cp932', 'utf-8-bom']),
});

export function phoneListRoutes(app: App, platform: Platform): void {
  void app.register(async (inner) => {
    inner.addContentTypeParser(
      ['application/octet-stream', 'text/csv'],
      { parseAs: 'buffer' },
      (_request, body, done) => done(null, body),
    );
    inner.post(
      '/api/people/import/file',
      { config: { upload: true }, bodyLimit: MOST_LIST_BYTES, schema: { response: { 200: UploadedList } } },
      async (request) => {
        if (!Buffer.isBuffer(request.body)) throw new AppError('not_a_phone_list');
        return receiveList(platform, meOf(request), request.body);
      },
    );
  });

  // Text from the thread goes out as it is; the schema tells the reader what is in it.
  const answer: Record<string, z.ZodType<unknown>> = { 200: ListPreview };
  app.post(
    '/api/people/import/preview',
    { schema: { body: ListOptions, response: answer } },
    async (request, reply) => {
      const work = await listWork(platform, meOf(request), request.body);
      const { json } = await runListWorker({ work, task: { name: 'preview' } }, 'preview');
      return reply.type('application/json; charset=utf-8').send(Buffer.from(json));
    },
  );

  app.post(
    '/api/people/import/doubtful',
    { config: { gives: 'text/csv' }, schema: { body: DoubtfulRows } },
    async (request, reply) => {
      const { language, encoding } = request.body;
      const work = await listWork(platform, meOf(request), request.body);
      const { csv } = await runListWorker(
        { work, task: { name: 'doubtful', language, encoding } },
        'doubtful',
      );
      return reply
        .type('text/csv')
        .header('content-disposition', `attachment; filename="doubtful.csv"`)
        .send(Buffer.from(csv));
    },
  );
}
