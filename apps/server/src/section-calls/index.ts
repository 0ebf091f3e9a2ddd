import type { App } from '#platform/http/edge.ts';
import type { CommandTable } from '#platform/live/command.ts';
import type { Platform } from '#platform/platform.ts';
import { sectionCallCommands } from './commands.ts';
import { sectionCallRoutes } from './routes.ts';
import { watchSectionCalls } from './watch-section-calls.ts';

/** A section is called: whoever of it is free is rung, and nobody who calls is left in nothing. */
export function sectionCallsRoom(app: App, platform: Platform, table: CommandTable): void {
  sectionCallRoutes(app, platform);
  sectionCallCommands(table);
  const stop = watchSectionCalls(platform);
  app.addHook('onClose', stop);
}
