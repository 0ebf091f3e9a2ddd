import { protocolVersion } from '@engawa/contract/protocol';
import { Start } from '@engawa/contract/start';
import { listEntries } from '../channels/list-entries.ts';
import { listStamps } from '../messages/list-stamps.ts';
import { readSelf } from '../people/set-preferences.ts';
import { meOf, type App } from '../platform/http/edge.ts';
import { readHall } from '../platform/hall.ts';
import type { Followable } from '../platform/live/catch-up.ts';
import type { Me } from '../platform/me.ts';
import type { Platform } from '../platform/platform.ts';

/**
 * What a page stands on. The cursors are read first: whatever commits meanwhile comes again as an event,
 * and applying an event twice changes nothing.
 */
export function startRoom(app: App, platform: Platform, followable: (me: Me) => Promise<Followable[]>): void {
  app.get('/api/start', { schema: { response: { 200: Start } } }, async (request): Promise<Start> => {
    const me = meOf(request);
    const scopes = await followable(me);
    const [entries, stamps, self, hall] = await Promise.all([
      listEntries(platform, me),
      listStamps(platform),
      readSelf(platform, me),
      readHall(platform.db),
    ]);
    return {
      protocol: protocolVersion,
      serverTime: platform.clock.now().toISOString(),
      hallName: hall.hallName,
      helpLine: hall.helpLine,
      myNumberWithReason: hall.myNumberWithReason,
      me: {
        id: me.personId,
        sessionId: me.sessionId,
        zone: me.zone,
        roles: [...me.roles],
        headOf: self.headOf,
        keptSecret: self.keptSecret,
        atPlace: me.placeId !== undefined,
      },
      preferences: self.preferences,
      ...entries,
      labels: platform.zones.table,
      stamps,
      cursors: Object.fromEntries(scopes.map(({ scope, seq }) => [scope, seq])),
    };
  });
}
