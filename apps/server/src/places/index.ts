import type { App } from '#platform/http/edge.ts';
import type { CommandTable } from '#platform/live/command.ts';
import type { Platform } from '#platform/platform.ts';
import { placeCommands } from './commands.ts';
import { placeRoutes } from './routes.ts';

/** Shared PCs: what stands on them for everybody, and how one person takes one over for a while. */
export function placesRoom(app: App, platform: Platform, table: CommandTable): void {
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  placeCommands(table);
  placeRoutes(app, platform, () => isClosing);
}
