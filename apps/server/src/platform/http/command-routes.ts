import { z } from 'zod';
import { commands, type CommandName } from '@engawa/contract/socket';
import { errorCodes } from '@engawa/contract/errors';
import type { CommandTable } from '../live/command.ts';
import type { Platform } from '../platform.ts';
import { meOf, type App } from './edge.ts';

const Refused = z.object({ ok: z.literal(false), error: z.object({ code: z.string(), retry: z.boolean() }) });

/** Every command once more as POST /api/commands/<name>: the way round where no socket gets through. */
export function commandRoutes(app: App, platform: Platform, table: CommandTable): void {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the table holds names of the contract only, and answers by its schemas
  for (const name of table.names as CommandName[]) {
    const { input, output } = commands[name];
    app.post(
      // Two colons: one alone would begin a parameter.
      `/api/commands/${name.replace(':', '::')}`,
      {
        schema: {
          body: input,
          response: { 200: z.object({ ok: z.literal(true), data: output }), '4xx': Refused, '5xx': Refused },
        },
        // The table parses with the very same schema; here it is told to the reader of the OpenAPI page.
        validatorCompiler: () => () => true,
        serializerCompiler: () => JSON.stringify,
      },
      async (request, reply) => {
        const answer = await table.answer(platform, meOf(request), name, request.body);
        // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the table holds names of the contract only, and answers by its schemas
        if (answer.ok) return answer as never;
        if (answer.error.retryAfterMs)
          void reply.header('retry-after', Math.ceil(answer.error.retryAfterMs / 1000));
        // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the table holds names of the contract only, and answers by its schemas
        return reply.status(errorCodes[answer.error.code].status as 400).send(answer as never);
      },
    );
  }
}
