import swagger from '@fastify/swagger';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { errorCodes } from '@engawa/contract/errors';
import type { App } from './edge.ts';

const Refusal = z.toJSONSchema(
  z.object({
    ok: z.literal(false),
    error: z.object({
      code: z.enum(Object.keys(errorCodes)),
      retry: z.boolean(),
      id: z.string().optional(),
      retryAfterMs: z.number().optional(),
      detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    }),
  }),
);

const bytes = { type: 'string', format: 'binary' };

/** Describes every route that is registered afterwards, and serves the description to whoever is signed in. */
export async function describeRoutes(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Engawa',
        version: '0.1.0',
        description:
          'The REST side. Every command can be sent here as POST /api/commands/<name>, or over the socket as the event "command" with the same body.',
      },
      components: {
        securitySchemes: {
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: '__Host-engawa-lgwan',
            description: 'The cookie of a session, named after the zone it was opened in.',
          },
        },
      },
      security: [{ session: [] }],
    },
    transform: (route) => {
      const { schema, url } = jsonSchemaTransform(route);
      const config = route.route.config ?? {};
      return {
        url,
        schema: {
          ...schema,
          hide: !/^\/(api|health)\//.test(url),
          tags: [url.split('/')[url.startsWith('/api/') ? 2 : 1] ?? ''],
          ...(config.open && { security: [] }),
          ...(config.upload && {
            consumes: ['application/octet-stream', 'text/csv', 'image/*'],
            body: bytes,
          }),
          response: {
            ...Object(schema?.response),
            ...(config.gives && {
              200: { description: 'A file', content: { [config.gives]: { schema: bytes } } },
            }),
            default: { description: 'A refusal', ...Refusal, $schema: undefined },
          },
        },
      };
    },
  });

  let document: string | undefined;
  app.get('/api/openapi.json', { config: { gives: 'application/json' } }, async (_request, reply) => {
    document ??= JSON.stringify(app.swagger());
    return reply.type('application/json; charset=utf-8').serializer(String).send(document);
  });
}
