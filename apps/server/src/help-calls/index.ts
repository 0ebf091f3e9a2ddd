import type { App } from '#platform/http/edge.ts';
import type { CommandTable } from '#platform/live/command.ts';
import type { Platform } from '#platform/platform.ts';
import { helpCallCommands } from './commands.ts';
import { helpCallRoutes } from './routes.ts';
import { watchDue } from './watch-due.ts';

/** 応援をお願いします: a voiceless alert to those who are free, which the first 行きます stops for all. */
export function helpCallsRoom(app: App, platform: Platform, table: CommandTable): void {
  helpCallCommands(table);
  helpCallRoutes(app, platform);
  const stop = watchDue(platform);
  app.addHook('onClose', stop);
}
