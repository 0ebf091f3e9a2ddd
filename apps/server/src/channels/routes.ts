import { z } from 'zod';
import { Id } from '@engawa/contract/base';
import { BrowsedChannel, Member } from '@engawa/contract/channels';
import { meOf, type App } from '../platform/http/edge.ts';
import type { Platform } from '../platform/platform.ts';
import { findSeat } from './find-seat.ts';
import { presentChannel, presentMember } from './present.ts';
import { browsable, membersOf } from './queries.ts';

export function channelRoutes(app: App, platform: Platform): void {
  app.get('/api/channels', { schema: { response: { 200: z.array(BrowsedChannel) } } }, async (request) => {
    const me = meOf(request);
    const rows = await browsable(platform.db, me.personId, platform.zones.opens(me.zone));
    return rows.map((row) => ({
      ...presentChannel(row),
      memberCount: row.memberCount ?? 0,
      joined: Boolean(row.joined),
    }));
  });

  app.get(
    '/api/channels/:id/members',
    { schema: { params: z.strictObject({ id: Id }), response: { 200: z.array(Member) } } },
    async (request) => {
      const seat = await findSeat(platform, meOf(request), request.params.id);
      return (await membersOf(platform.db, seat.id)).map(presentMember);
    },
  );
}
