import { channelScope } from '@engawa/contract/scopes';
import type { App } from '../platform/http/edge.ts';
import type { CommandTable } from '../platform/live/command.ts';
import type { Platform } from '../platform/platform.ts';
import { messageCommands } from './commands.ts';
import { redactionRoutes } from './redactions/routes.ts';
import { messageRoutes } from './routes.ts';

export function messagesRoom(app: App, platform: Platform, table: CommandTable): void {
  messageRoutes(app, platform);
  redactionRoutes(app, platform);
  messageCommands(table);
  // What was taken back must not come again from the events that a node still holds for resuming.
  const scrub = ({ id, channelId }: { id: string; channelId: string }) => {
    platform.live.stream.scrub(channelScope(channelId), (data) =>
      typeof data === 'object' && data !== null && 'id' in data && data.id === id && 'body' in data
        ? { ...data, body: '', mentioned: [], mentionAll: false }
        : data,
    );
  };
  platform.live.on('message:hidden', scrub);
  platform.live.on('message:redacted', scrub);
}
