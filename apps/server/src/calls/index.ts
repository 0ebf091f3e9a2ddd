import { transact } from '@engawa/db/transact';
import type { App } from '#platform/http/edge.ts';
import type { CommandTable } from '#platform/live/command.ts';
import type { Platform } from '#platform/platform.ts';
import { callCommands } from './commands.ts';
import { mediaJoined, mediaLeft } from './follow-media.ts';
import { endCallsOf } from './hang-up.ts';
import { roomsOfOpenCalls } from './queries.ts';
import { callRoutes } from './routes.ts';
import { watchDue } from './watch-due.ts';

/** Calls between people: ringing, answering, passing on, and what is left of them. */
export function callsRoom(app: App, platform: Platform, table: CommandTable): void {
  callRoutes(app, platform);
  callCommands(table);
  const { live, media, db, log } = platform;
  media.onJoined((tx, passage) => mediaJoined(tx, platform, passage));
  media.onLeft(mediaLeft);
  media.ownedBy((rooms) => roomsOfOpenCalls(db, rooms));
  live.on('person:disabled', ({ personId }) => {
    transact(db, (tx) => endCallsOf(tx, platform, personId)).catch((error: unknown) =>
      log.warn({ err: error }, 'the calls of somebody who was shut out could not be ended'),
    );
  });
  const stop = watchDue(platform);
  app.addHook('onClose', stop);
}
