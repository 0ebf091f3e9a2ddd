import { transact } from '@engawa/db/transact';
import type { App } from '#platform/http/edge.ts';
import type { CommandTable } from '#platform/live/command.ts';
import type { Platform } from '#platform/platform.ts';
import { knockCommands } from './commands.ts';
import { endKnocksOf } from './end-knocks-of.ts';
import { knockRoutes } from './routes.ts';
import { watchDue } from './watch-due.ts';

/** Asking before ringing: 今よろしいですか, and 外線お待たせ中. */
export function knocksRoom(app: App, platform: Platform, table: CommandTable): void {
  knockRoutes(app, platform);
  knockCommands(table);
  const { live, db, log } = platform;
  live.on('person:disabled', ({ personId }) => {
    transact(db, (tx) => endKnocksOf(tx, platform, personId)).catch((error: unknown) =>
      log.warn({ err: error }, 'the questions of somebody who was shut out could not be ended'),
    );
  });
  const stop = watchDue(platform);
  app.addHook('onClose', stop);
}
