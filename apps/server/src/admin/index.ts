import type { App } from '#platform/http/edge.ts';
import type { CommandTable } from '#platform/live/command.ts';
import type { Platform } from '#platform/platform.ts';
import { adminCommands } from './commands.ts';
import { adminRoutes } from './routes.ts';
import { setupRoutes } from './setup-routes.ts';

/** People, roles, labels and zones, the audit log, the first run. */
export function adminRoom(app: App, platform: Platform, table: CommandTable): void {
  setupRoutes(app, platform);
  adminRoutes(app, platform);
  adminCommands(table);
  const { live, media, zones } = platform;

  live.on('person:disabled', ({ personId }) => {
    live.endPerson(personId);
    media.endOf('person', personId);
  });
  live.before('roles:changed', ({ roles }, { scope }) => {
    for (const socket of live.socketsOf(scope)) socket.data.me = { ...socket.data.me, roles };
  });
  // What a zone may no longer open leaves its sockets before anything that was committed later.
  live.on('zone:closed', ({ zone }, { scope }) => {
    live.evict(
      live.socketsOf(scope).filter((socket) => socket.data.me.zone === zone),
      scope,
    );
  });
  live.before('labels:changed', (labels) => zones.take(labels));
  live.on('labels:changed', () => {
    live.followAgain();
    void media.checkOpen();
  });
}
