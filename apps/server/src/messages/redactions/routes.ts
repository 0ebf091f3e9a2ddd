import { z } from 'zod';
import { Id } from '@engawa/contract/base';
import { RedactedOriginal, RedactionPage, RedactionTarget } from '@engawa/contract/redactions';
import { AppError } from '../../platform/errors.ts';
import { meOf, type App } from '../../platform/http/edge.ts';
import type { Me } from '../../platform/me.ts';
import type { Platform } from '../../platform/platform.ts';
import { mayRedact } from '../policy.ts';
import { redactionsOf, targetAt } from './queries.ts';
import { readOriginal } from './read-original.ts';

const pageSize = 100;

function mustRedact(me: Me): void {
  if (!mayRedact(me)) throw new AppError('not_found');
}

/** What the records role sees of redacted messages, and how it finds one by its link. */
export function redactionRoutes(app: App, platform: Platform): void {
  const { db, zones } = platform;

  app.get(
    '/api/redactions',
    { schema: { querystring: z.strictObject({ before: Id.optional() }), response: { 200: RedactionPage } } },
    async (request) => {
      const me = meOf(request);
      mustRedact(me);
      const rows = await redactionsOf(db, zones.opens(me.zone), request.query.before, pageSize + 1);
      const page = rows.slice(0, pageSize);
      return {
        redactions: page.map((row) => ({
          ...row,
          writtenAt: row.writtenAt.toISOString(),
          redactedAt: row.redactedAt.toISOString(),
        })),
        next: rows.length > pageSize ? (page.at(-1)?.messageId ?? null) : null,
      };
    },
  );

  app.get(
    '/api/redactions/target',
    {
      schema: {
        querystring: z.strictObject({ channelId: Id, no: z.coerce.number().int().min(1) }),
        response: { 200: RedactionTarget },
      },
    },
    async (request) => {
      const me = meOf(request);
      mustRedact(me);
      const { channelId, no } = request.query;
      const found = await targetAt(db, channelId, no, zones.opens(me.zone));
      if (!found) throw new AppError('not_found');
      return {
        ...found,
        writtenAt: found.writtenAt.toISOString(),
        redactedAt: found.redactedAt?.toISOString() ?? null,
      };
    },
  );

  app.get(
    '/api/redactions/:id/original',
    { schema: { params: z.strictObject({ id: Id }), response: { 200: RedactedOriginal } } },
    async (request) => {
      const me = meOf(request);
      mustRedact(me);
      return readOriginal(platform, me, request.params.id);
    },
  );
}
