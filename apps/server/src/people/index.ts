import type { App } from '../platform/http/edge.ts';
import type { CommandTable } from '../platform/live/command.ts';
import type { Platform } from '../platform/platform.ts';
import { peopleCommands } from './commands.ts';

export function peopleRoom(_app: App, _platform: Platform, table: CommandTable): void {
  peopleCommands(table);
}
