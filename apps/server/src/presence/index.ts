import { PresenceWatch } from '@engawa/contract/presence';
import { Allowances } from '#platform/allowance.ts';
import type { App } from '#platform/http/edge.ts';
import type { CommandTable } from '#platform/live/command.ts';
import type { Platform } from '#platform/platform.ts';
import { presenceCommands } from './commands.ts';
import { hearChanges } from './hear-changes.ts';
import { Leases } from './keep-leases.ts';
import { presenceRoutes } from './routes.ts';
import { Standings } from './tell-standings.ts';

/** Pages that scroll ask often, and each answer costs little. */
const asksASecond = 10;

/** Where everybody is, and until when. */
export function presenceRoom(app: App, platform: Platform, table: CommandTable): void {
  const { live, log } = platform;
  presenceCommands(table);
  presenceRoutes(app, platform);
  const standings = new Standings(platform);
  const leases = new Leases(platform);
  const stopHearing = hearChanges(platform, standings);
  const asks = new Allowances(asksASecond);

  live.onSocket((socket) => {
    const { personId } = socket.data.me;
    socket.on('presence:watch', (input: unknown, ack: unknown) => {
      const answer = (isTaken: boolean) => typeof ack === 'function' && void ack(isTaken);
      const watch = PresenceWatch.safeParse(input);
      if (!watch.success || !asks.isWithin(personId)) return answer(false);
      standings
        .watch(socket, watch.data.personIds)
        .then(() => answer(true))
        .catch((error: unknown) => {
          log.warn({ err: error }, 'standings could not be read');
          answer(false);
        });
    });
  });

  app.addHook('onClose', async () => {
    standings.close();
    await Promise.all([leases.close(), stopHearing()]);
  });
}
