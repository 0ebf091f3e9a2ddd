import type { App } from '#platform/http/edge.ts';
import type { CommandTable } from '#platform/live/command.ts';
import type { Platform } from '#platform/platform.ts';
import { peopleCommands } from './commands.ts';
import { phoneListRoutes } from './phone-list/routes.ts';
import { peopleRoutes } from './routes.ts';

/** Everybody: the directory, one's own picture and settings, and the phone list. */
export function peopleRoom(app: App, platform: Platform, table: CommandTable): void {
  peopleRoutes(app, platform);
  phoneListRoutes(app, platform);
  peopleCommands(table);
}
