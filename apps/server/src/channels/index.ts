import { channelScope, userScope } from '@engawa/contract/scopes';
import type { App } from '../platform/http/edge.ts';
import type { CommandTable } from '../platform/live/command.ts';
import type { Platform } from '../platform/platform.ts';
import { channelCommands } from './commands.ts';
import { channelRoutes } from './routes.ts';
import { ReadCountsSender } from './read-marks/send-read-counts.ts';

export function channelsRoom(app: App, platform: Platform, table: CommandTable): void {
  channelRoutes(app, platform);
  channelCommands(table);
  const { live, zones } = platform;
  const readCounts = new ReadCountsSender(platform);

  // A right that is taken away takes the socket out of the room before anything later is sent there.
  live.on('member:removed', ({ channelId, personIds }) => {
    for (const personId of personIds)
      live.evict(live.socketsOf(userScope(personId)), channelScope(channelId));
  });
  live.on('channel:left', ({ channelId }, { scope }) =>
    live.evict(live.socketsOf(scope), channelScope(channelId)),
  );
  live.before('channel:joined', (entry, { scope }) => {
    const admitted = live.socketsOf(scope).filter(({ data }) => zones.may(data.me.zone, entry.label, 'open'));
    live.letIn(admitted, channelScope(entry.id), entry.seq);
  });
  // Before it leaves: the new name of a channel that closes is not for those it closes to. Every socket is
  // asked, since one that is joining right now may have read the label before it changed.
  live.before('channel:changed', ({ id, label }) => {
    const shutOut = [...live.io.sockets.sockets.values()].filter(
      ({ data }) => data.me && !zones.may(data.me.zone, label, 'open'),
    );
    live.evict(shutOut, channelScope(id));
  });
  live.on('memberships:changed', () => live.followAgain());
  live.on('read:moved', ({ channelId }) => readCounts.moved(channelId));
  live.onPoke('read:', (channelId) => readCounts.moved(channelId));
}
