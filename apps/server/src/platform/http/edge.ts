import { randomUUID } from 'node:crypto';
import type { BlockList } from 'node:net';
import Fastify, { LogController, type FastifyInstance, type FastifyRequest } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Zone } from '@engawa/contract/labels';
import { AppError, asAppError, errorBody } from '../errors.ts';
import type { Me } from '../me.ts';
import type { Metrics } from '../metrics.ts';
import type { Logger } from 'pino';
import { zoneOf } from '../zones.ts';
import type { Allowances } from '../allowance.ts';
import { addressOf } from './address.ts';
import type { Origins } from './origins.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route, as `METHOD /path`: proofs go by this list, so that no route is forgotten. */
    routeNames: string[];
  }
  interface FastifyRequest {
    /** Where it comes from, seen through our own proxies. */
    address: string;
    /** Who asks; set on every route that is not open. */
    person: Me | undefined;
  }
  interface FastifyContextConfig {
    /** Answers without a session. */
    open?: boolean;
    /** Takes a file instead of JSON. */
    upload?: boolean;
    /** Answers with a file of this type instead of JSON. */
    gives?: string;
  }
}

export type App = ReturnType<typeof makeEdge>;

export type EdgeParts = {
  log: Logger;
  metrics: Metrics;
  origins: Origins;
  proxies: BlockList;
  /** What each person may still write, by whatever way. */
  writes: Allowances;
  identify(cookies: string | undefined, zone: Zone, address: string): Promise<Me | undefined>;
};

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** The HTTP edge: who asks and from where is settled here, before any room sees the request. */
export function makeEdge({ log, metrics, origins, proxies, writes, identify }: EdgeParts) {
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: 262_144,
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 200 },
    exposeHeadRoutes: false,
    forceCloseConnections: true,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest('person', undefined);
  app.decorateRequest('address', '');
  const routeNames: string[] = [];
  app.decorate('routeNames', routeNames);
  app.addHook('onRoute', ({ method, url }) => {
    routeNames.push(...[method].flat().map((one) => `${one} ${url}`));
  });

  // Odd content types have skipped body validation before: only what a route expects is let in.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    app.getDefaultJsonParser('error', 'error'),
  );
  app.addHook('onRequest', async (request) => {
    request.address = addressOf(request.raw, proxies);
    const { config } = request.routeOptions;
    // The route that was matched decides, not the text of the address: a router decodes more than a prefix.
    const isApi = (request.routeOptions.url ?? request.url).startsWith('/api/');
    if (unsafe.has(request.method)) {
      if (!origins.isOwn(request.headers.origin)) throw new AppError('foreign_origin');
      const type = request.headers['content-type'];
      const expected = config.upload
        ? /^(application\/octet-stream|image\/[a-z+]{1,10}|text\/csv)$/
        : /^application\/json$/;
      const hasBody =
        (request.headers['content-length'] ?? '0') !== '0' || 'transfer-encoding' in request.headers;
      if ((hasBody || config.upload) && !expected.test(type?.replace(/;\s*charset=utf-8$/i, '') ?? '')) {
        throw new AppError('invalid_input', { detail: { field: 'content-type' } });
      }
    }
    if (!isApi || config.open) return;
    request.person = await identify(request.headers.cookie, zoneOf(request.raw), request.address);
    if (!request.person) throw new AppError('not_signed_in');
    // A page of whoever was here before, on a PC that several use: its words are not this person's.
    const asker = request.headers['x-engawa-person'];
    if (asker !== undefined && asker !== request.person.personId) throw new AppError('not_signed_in');
    if (unsafe.has(request.method)) writes.take(request.person.personId);
  });

  app.addHook('onSend', async (request, reply) => {
    void reply.header('x-content-type-options', 'nosniff');
    void reply.header('referrer-policy', 'no-referrer');
    void reply.header('cross-origin-resource-policy', 'same-origin');
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) {
      void reply.header('cache-control', 'no-store');
    }
  });
  app.addHook('onResponse', async (request, reply) => {
    metrics.requests.observe(
      { route: request.routeOptions.url ?? 'none', status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
    if (request.url.startsWith('/api/') && reply.statusCode >= 400) {
      log.info({ id: request.id, route: request.routeOptions.url, status: reply.statusCode }, 'refused');
    }
  });

  app.setErrorHandler((error, request, reply) => {
    const known = asAppError(error) ?? ofFastify(error);
    if (!known) log.error({ err: error, id: request.id, route: request.routeOptions.url }, 'request failed');
    const told = known ?? new AppError('unexpected');
    if (told.more.retryAfterMs) void reply.header('retry-after', Math.ceil(told.more.retryAfterMs / 1000));
    void reply
      .status(told.status)
      .header('content-type', 'application/json; charset=utf-8')
      .serializer(JSON.stringify)
      .send({ ok: false, error: errorBody(told, known ? undefined : request.id) });
  });
  return app;
}

/** The person of a request behind the gate. */
export function meOf(request: FastifyRequest): Me {
  if (!request.person) throw new AppError('not_signed_in');
  return request.person;
}

/** What Fastify itself refuses: bodies that do not parse, are too large, or do not fit the schema. */
function ofFastify(error: unknown): AppError | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  if (error.statusCode === 413) return new AppError('file_too_large');
  if (error.statusCode === 404) return new AppError('not_found');
  if (typeof error.statusCode === 'number' && error.statusCode < 500) return new AppError('invalid_input');
  return undefined;
}

export type { FastifyInstance };
