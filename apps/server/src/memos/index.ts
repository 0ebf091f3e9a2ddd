import type { App } from '../platform/http/edge.ts';
import type { CommandTable } from '../platform/live/command.ts';
import type { Platform } from '../platform/platform.ts';
import { memoCommands } from './commands.ts';
import { memoRoutes } from './routes.ts';

/** Phone memos: what is left of a call that was not answered, until somebody has dealt with it. */
export function memosRoom(app: App, platform: Platform, table: CommandTable): void {
  memoRoutes(app, platform);
  memoCommands(table);
}
