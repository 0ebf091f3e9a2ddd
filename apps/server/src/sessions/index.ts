import type { App } from '#platform/http/edge.ts';
import type { CommandTable } from '#platform/live/command.ts';
import type { Platform } from '#platform/platform.ts';
import { sessionCommands } from './commands.ts';
import { sessionRoutes } from './routes.ts';
import { watchSessions } from './watch-sessions.ts';

/** Signing in, sessions and codes. */
export function sessionsRoom(app: App, platform: Platform, table: CommandTable): void {
  sessionRoutes(app, platform);
  sessionCommands(table);
  const stop = watchSessions(platform);
  app.addHook('onClose', async () => stop());
}
